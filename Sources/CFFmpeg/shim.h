// libav for Swift: macros that Swift can't import, and the places where FFmpeg 5 and 7 differ. No logic.
#pragma once

#include <libavcodec/avcodec.h>
#include <libavfilter/avfilter.h>
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
#include <libavformat/avformat.h>
#include <libavutil/avutil.h>
#include <libavutil/channel_layout.h>
#include <libavutil/display.h>
#include <libavutil/log.h>
#include <libavutil/mathematics.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libavutil/sha.h>
#include <libswscale/swscale.h>

// AVERROR(e) is a function-like macro.
static inline int rw_averror(int errnum) { return AVERROR(errnum); }
// AVERROR_EOF and its like are compound macros.
static const int rw_averror_eof = AVERROR_EOF;
static const int rw_averror_exit = AVERROR_EXIT;
static const int rw_averror_encoder_not_found = AVERROR_ENCODER_NOT_FOUND;
// AV_NOPTS_VALUE has a cast in it.
static const int64_t rw_av_nopts_value = AV_NOPTS_VALUE;
// AV_TIME_BASE_Q is a compound literal.
static const AVRational rw_av_time_base_q = {1, AV_TIME_BASE};

// A stream's side data moved to its codec parameters in FFmpeg 6.1.
static inline const int32_t *rw_stream_display_matrix(const AVStream *stream) {
#if LIBAVFORMAT_VERSION_INT >= AV_VERSION_INT(60, 15, 100)
  const AVPacketSideData *data = av_packet_side_data_get(
      stream->codecpar->coded_side_data, stream->codecpar->nb_coded_side_data, AV_PKT_DATA_DISPLAYMATRIX);
  return data && data->size >= 9 * sizeof(int32_t) ? (const int32_t *)data->data : NULL;
#else
  size_t size = 0;
  const uint8_t *data = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
  return data && size >= 9 * sizeof(int32_t) ? (const int32_t *)data : NULL;
#endif
}

// AVFrame.duration came with FFmpeg 6; before, pkt_duration held it.
static inline int64_t rw_frame_duration(const AVFrame *frame) {
#if LIBAVUTIL_VERSION_INT >= AV_VERSION_INT(57, 30, 100)
  return frame->duration;
#else
  return frame->pkt_duration;
#endif
}
static inline void rw_frame_set_duration(AVFrame *frame, int64_t duration) {
#if LIBAVUTIL_VERSION_INT >= AV_VERSION_INT(57, 30, 100)
  frame->duration = duration;
#else
  frame->pkt_duration = duration;
#endif
}

// Interlacing and key became frame flags in FFmpeg 6.1.
static inline int rw_frame_is_interlaced(const AVFrame *frame) {
#ifdef AV_FRAME_FLAG_INTERLACED
  return (frame->flags & AV_FRAME_FLAG_INTERLACED) != 0;
#else
  return frame->interlaced_frame;
#endif
}
static inline int rw_frame_is_key(const AVFrame *frame) {
#ifdef AV_FRAME_FLAG_KEY
  return (frame->flags & AV_FRAME_FLAG_KEY) != 0;
#else
  return frame->key_frame;
#endif
}

// Matroska's muxer adds a codec's priming to its packets' times since FFmpeg 6.
static inline int rw_matroska_adds_priming(void) { return LIBAVFORMAT_VERSION_MAJOR >= 60; }

// SwsContext is opaque before FFmpeg 7.1 and a structure since, which Swift takes for two kinds of pointer.
static inline void *rw_sws_alloc(void) { return sws_alloc_context(); }
static inline int rw_sws_init(void *context) { return sws_init_context(context, NULL, NULL); }
static inline void rw_sws_free(void *context) { sws_freeContext(context); }
static inline int rw_sws_get_colors(
    void *context, const int **source, int *source_full, const int **target, int *target_full, int *brightness,
    int *contrast, int *saturation) {
  return sws_getColorspaceDetails(
      context, (int **)source, source_full, (int **)target, target_full, brightness, contrast, saturation);
}
static inline int rw_sws_set_colors(
    void *context, const int *source, int source_full, const int *target, int target_full, int brightness, int contrast,
    int saturation) {
  return sws_setColorspaceDetails(
      context, source, source_full, target, target_full, brightness, contrast, saturation);
}
static inline int rw_sws_scale(void *context, const AVFrame *source, AVFrame *target) {
  return sws_scale(
      context, (const uint8_t *const *)source->data, source->linesize, 0, source->height, target->data,
      target->linesize);
}

// libavfilter's picture sources take matrix and range since FFmpeg 7; before, frames alone carry them.
static inline int rw_buffersrc_takes_color(void) { return LIBAVFILTER_VERSION_MAJOR >= 10; }

// libavfilter is not linked but loaded when a filter is first needed: the libraries that it brings along take a third of
// the time in which a command starts, and most commands filter nothing.
#ifdef __APPLE__
#define RW_AVFILTER_FILE "libavfilter." AV_STRINGIFY(LIBAVFILTER_VERSION_MAJOR) ".dylib"
#else
#define RW_AVFILTER_FILE "libavfilter.so." AV_STRINGIFY(LIBAVFILTER_VERSION_MAJOR)
#endif
static const char *const rw_avfilter_file = RW_AVFILTER_FILE;
typedef struct RWAVFilter {
  __typeof__(&avfilter_version) version;
  __typeof__(&avfilter_graph_alloc) graph_alloc;
  __typeof__(&avfilter_graph_free) graph_free;
  __typeof__(&avfilter_graph_parse_ptr) graph_parse;
  __typeof__(&avfilter_graph_config) graph_config;
  __typeof__(&avfilter_graph_get_filter) graph_get_filter;
  __typeof__(&avfilter_graph_send_command) graph_send_command;
  __typeof__(&av_buffersrc_add_frame_flags) source_add_frame;
  __typeof__(&av_buffersink_get_frame) sink_get_frame;
  __typeof__(&av_buffersink_get_samples) sink_get_samples;
  __typeof__(&av_buffersink_get_time_base) sink_get_time_base;
} RWAVFilter;

// Linux's, which glibc declares for _GNU_SOURCE alone: begins to bring a part of a file to disk.
int sync_file_range(int descriptor, int64_t offset, int64_t count, unsigned int flags);
static const unsigned int rw_sync_file_range_write = 2;
