// Written by scripts/embed-catalog.
#include "catalog.h"

static const unsigned char models_runware_alibaba[] = {
#embed "../../presets/models/runware/alibaba.json"
};

static const unsigned char models_runware_bfl[] = {
#embed "../../presets/models/runware/bfl.json"
};

static const unsigned char models_runware_bria[] = {
#embed "../../presets/models/runware/bria.json"
};

static const unsigned char models_runware_bytedance[] = {
#embed "../../presets/models/runware/bytedance.json"
};

static const unsigned char models_runware_creatify[] = {
#embed "../../presets/models/runware/creatify.json"
};

static const unsigned char models_runware_general[] = {
#embed "../../presets/models/runware/general.json"
};

static const unsigned char models_runware_google[] = {
#embed "../../presets/models/runware/google.json"
};

static const unsigned char models_runware_heygen[] = {
#embed "../../presets/models/runware/heygen.json"
};

static const unsigned char models_runware_klingai[] = {
#embed "../../presets/models/runware/klingai.json"
};

static const unsigned char models_runware_lightricks[] = {
#embed "../../presets/models/runware/lightricks.json"
};

static const unsigned char models_runware_luma[] = {
#embed "../../presets/models/runware/luma.json"
};

static const unsigned char models_runware_lumaai[] = {
#embed "../../presets/models/runware/lumaai.json"
};

static const unsigned char models_runware_minimax[] = {
#embed "../../presets/models/runware/minimax.json"
};

static const unsigned char models_runware_openai[] = {
#embed "../../presets/models/runware/openai.json"
};

static const unsigned char models_runware_pixverse[] = {
#embed "../../presets/models/runware/pixverse.json"
};

static const unsigned char models_runware_prunaai[] = {
#embed "../../presets/models/runware/prunaai.json"
};

static const unsigned char models_runware_runware[] = {
#embed "../../presets/models/runware/runware.json"
};

static const unsigned char models_runware_runway[] = {
#embed "../../presets/models/runware/runway.json"
};

static const unsigned char models_runware_skywork[] = {
#embed "../../presets/models/runware/skywork.json"
};

static const unsigned char models_runware_sync[] = {
#embed "../../presets/models/runware/sync.json"
};

static const unsigned char models_runware_topazlabs[] = {
#embed "../../presets/models/runware/topazlabs.json"
};

static const unsigned char models_runware_veed[] = {
#embed "../../presets/models/runware/veed.json"
};

static const unsigned char models_runware_vidu[] = {
#embed "../../presets/models/runware/vidu.json"
};

static const unsigned char models_runware_xai[] = {
#embed "../../presets/models/runware/xai.json"
};

static const unsigned char models_runway_alibaba[] = {
#embed "../../presets/models/runway/alibaba.json"
};

static const unsigned char models_runway_bytedance[] = {
#embed "../../presets/models/runway/bytedance.json"
};

static const unsigned char models_runway_general[] = {
#embed "../../presets/models/runway/general.json"
};

static const unsigned char models_runway_google[] = {
#embed "../../presets/models/runway/google.json"
};

static const unsigned char models_runway_klingai[] = {
#embed "../../presets/models/runway/klingai.json"
};

static const unsigned char models_runway_magnific[] = {
#embed "../../presets/models/runway/magnific.json"
};

static const unsigned char models_runway_minimax[] = {
#embed "../../presets/models/runway/minimax.json"
};

static const unsigned char models_runway_runway[] = {
#embed "../../presets/models/runway/runway.json"
};

static const unsigned char models_runway_xai[] = {
#embed "../../presets/models/runway/xai.json"
};

static const unsigned char products_hero_reveal[] = {
#embed "../../presets/products/hero-reveal.json"
};

static const unsigned char products_lifestyle[] = {
#embed "../../presets/products/lifestyle.json"
};

static const unsigned char products_macro_detail[] = {
#embed "../../presets/products/macro-detail.json"
};

static const unsigned char products_seamless_loop[] = {
#embed "../../presets/products/seamless-loop.json"
};

static const unsigned char products_social_story[] = {
#embed "../../presets/products/social-story.json"
};

static const unsigned char products_turntable[] = {
#embed "../../presets/products/turntable.json"
};

static const unsigned char schema_batch[] = {
#embed "../../presets/schema/batch.json"
};

static const rw_catalog_file files[] = {
  {"models/runware/alibaba.json", models_runware_alibaba, sizeof models_runware_alibaba},
  {"models/runware/bfl.json", models_runware_bfl, sizeof models_runware_bfl},
  {"models/runware/bria.json", models_runware_bria, sizeof models_runware_bria},
  {"models/runware/bytedance.json", models_runware_bytedance, sizeof models_runware_bytedance},
  {"models/runware/creatify.json", models_runware_creatify, sizeof models_runware_creatify},
  {"models/runware/general.json", models_runware_general, sizeof models_runware_general},
  {"models/runware/google.json", models_runware_google, sizeof models_runware_google},
  {"models/runware/heygen.json", models_runware_heygen, sizeof models_runware_heygen},
  {"models/runware/klingai.json", models_runware_klingai, sizeof models_runware_klingai},
  {"models/runware/lightricks.json", models_runware_lightricks, sizeof models_runware_lightricks},
  {"models/runware/luma.json", models_runware_luma, sizeof models_runware_luma},
  {"models/runware/lumaai.json", models_runware_lumaai, sizeof models_runware_lumaai},
  {"models/runware/minimax.json", models_runware_minimax, sizeof models_runware_minimax},
  {"models/runware/openai.json", models_runware_openai, sizeof models_runware_openai},
  {"models/runware/pixverse.json", models_runware_pixverse, sizeof models_runware_pixverse},
  {"models/runware/prunaai.json", models_runware_prunaai, sizeof models_runware_prunaai},
  {"models/runware/runware.json", models_runware_runware, sizeof models_runware_runware},
  {"models/runware/runway.json", models_runware_runway, sizeof models_runware_runway},
  {"models/runware/skywork.json", models_runware_skywork, sizeof models_runware_skywork},
  {"models/runware/sync.json", models_runware_sync, sizeof models_runware_sync},
  {"models/runware/topazlabs.json", models_runware_topazlabs, sizeof models_runware_topazlabs},
  {"models/runware/veed.json", models_runware_veed, sizeof models_runware_veed},
  {"models/runware/vidu.json", models_runware_vidu, sizeof models_runware_vidu},
  {"models/runware/xai.json", models_runware_xai, sizeof models_runware_xai},
  {"models/runway/alibaba.json", models_runway_alibaba, sizeof models_runway_alibaba},
  {"models/runway/bytedance.json", models_runway_bytedance, sizeof models_runway_bytedance},
  {"models/runway/general.json", models_runway_general, sizeof models_runway_general},
  {"models/runway/google.json", models_runway_google, sizeof models_runway_google},
  {"models/runway/klingai.json", models_runway_klingai, sizeof models_runway_klingai},
  {"models/runway/magnific.json", models_runway_magnific, sizeof models_runway_magnific},
  {"models/runway/minimax.json", models_runway_minimax, sizeof models_runway_minimax},
  {"models/runway/runway.json", models_runway_runway, sizeof models_runway_runway},
  {"models/runway/xai.json", models_runway_xai, sizeof models_runway_xai},
  {"products/hero-reveal.json", products_hero_reveal, sizeof products_hero_reveal},
  {"products/lifestyle.json", products_lifestyle, sizeof products_lifestyle},
  {"products/macro-detail.json", products_macro_detail, sizeof products_macro_detail},
  {"products/seamless-loop.json", products_seamless_loop, sizeof products_seamless_loop},
  {"products/social-story.json", products_social_story, sizeof products_social_story},
  {"products/turntable.json", products_turntable, sizeof products_turntable},
  {"schema/batch.json", schema_batch, sizeof schema_batch},
};

const rw_catalog_file *rw_catalog_files(size_t *count) {
  *count = sizeof files / sizeof files[0];
  return files;
}
