"""The official package `runware` (0.5.24, WebSocket) against the simulator: run with its address and an image."""

import asyncio
import os
import sys
import urllib.request

os.environ.update(RUNWARE_VIDEO_INITIAL_TIMEOUT="1500", RUNWARE_VIDEO_POLLING_DELAY="100")

from runware import IFrameImage, IVideoInference, Runware  # noqa: E402
from runware.types import IAsyncTaskResponse  # noqa: E402

ADDRESS, IMAGE = sys.argv[1], sys.argv[2]
SOCKET = ADDRESS.replace("http://", "ws://")


def request(**changes):
    values = dict(
        model="minimax:1@1", positivePrompt="a slow turn of a red mug", duration=6, width=1366, height=768,
        deliveryMethod="async", includeCost=True,
    )
    return IVideoInference(**{**values, **changes})


async def finished(runware, answer, results=1):
    if isinstance(answer, IAsyncTaskResponse):
        return await runware.getResponse(taskUUID=answer.taskUUID, numberResults=results)
    return answer


async def text_to_video(runware):
    videos = await finished(runware, await runware.videoInference(requestVideo=request()))
    assert len(videos) == 1, videos
    assert videos[0].status == "success" and videos[0].cost > 0 and videos[0].seed > 0, videos
    with urllib.request.urlopen(videos[0].videoURL) as file:
        assert file.headers["Content-Type"] == "video/mp4"
        assert file.read()[4:8] == b"ftyp"


async def image_to_video(runware):
    image = await runware.uploadImage(IMAGE)
    assert image.imageUUID and image.imageURL, image
    frames = [IFrameImage(inputImage=image.imageUUID, frame="first")]
    videos = await finished(runware, await runware.videoInference(requestVideo=request(frameImages=frames)))
    assert len(videos) == 1 and videos[0].videoUUID, videos


async def inline_image(runware):
    frames = [IFrameImage(inputImage=IMAGE, frame="first")]
    videos = await finished(runware, await runware.videoInference(requestVideo=request(frameImages=frames)))
    assert len(videos) == 1, videos


async def video_to_video(runware):
    made = await finished(runware, await runware.videoInference(requestVideo=request()))
    changed = request(
        model="runway:2@1", positivePrompt="in the snow", duration=None, width=1280, height=720,
        referenceVideos=[made[0].videoUUID],
    )
    videos = await finished(runware, await runware.videoInference(requestVideo=changed))
    assert len(videos) == 1 and videos[0].videoUUID != made[0].videoUUID, videos


async def media(runware):
    stored = await runware.uploadMedia(IMAGE)
    assert stored.mediaUUID, stored


async def several(runware):
    answers = await asyncio.gather(*[runware.videoInference(requestVideo=request()) for _ in range(5)])
    results = await asyncio.gather(*[finished(runware, answer) for answer in answers])
    assert [len(videos) for videos in results] == [1] * 5, results


async def refused(runware):
    try:
        await runware.videoInference(requestVideo=request(duration=7))
    except Exception as error:
        assert "unsupportedDuration" in str(error) or "unsupportedDuration" in repr(vars(error)), repr(error)
    else:
        raise AssertionError("a duration that the model lacks was taken")


async def wrong_key():
    runware = Runware(api_key="bad-key", url=SOCKET + "/v1", timeout=5000)
    try:
        await runware.connect()
        await asyncio.wait_for(runware.videoInference(requestVideo=request()), 20)
    except Exception as error:
        assert not isinstance(error, (AssertionError, asyncio.TimeoutError)), repr(error)
    else:
        raise AssertionError("a bad key was taken")


async def main():
    for url in (SOCKET + "/v1", SOCKET):
        runware = Runware(api_key="test-key", url=url)
        await runware.connect()
        for check in (text_to_video, image_to_video, video_to_video, inline_image, media, several, refused):
            await asyncio.wait_for(check(runware), 60)
            print("ok", check.__name__, url.rsplit("/", 1)[-1], flush=True)
        await runware.disconnect()
    await wrong_key()
    print("ok wrong_key", flush=True)


asyncio.run(asyncio.wait_for(main(), 180))
