"""The official package `runware-sdk` (1.8.0, REST and WebSocket) against the simulator: address, image, transport."""

import asyncio
import base64
import sys
import urllib.request
import uuid

from runware import Runware

ADDRESS, IMAGE, TRANSPORT = sys.argv[1:4]
SOCKET = ADDRESS.replace("http://", "ws://")


def client(key="test-key"):
    return Runware(
        api_key=key, transport=TRANSPORT, http_base_url=ADDRESS + "/v1", ws_base_url=SOCKET + "/v1",
        poll_timeout=60000, max_retries=3,
    )


def request(**changes):
    values = dict(
        taskType="videoInference", model="minimax:1@1", positivePrompt="a slow turn of a red mug", duration=6,
        width=1366, height=768, includeCost=True,
    )
    return {**values, **changes}


def data_uri():
    with open(IMAGE, "rb") as file:
        return "data:image/png;base64," + base64.b64encode(file.read()).decode()


async def text_to_video(runware):
    (video,) = await runware.run(request())
    assert video["cost"] > 0 and video["seed"] > 0, video
    with urllib.request.urlopen(video["videoURL"]) as file:
        assert file.headers["Content-Type"] == "video/mp4"
        assert file.read()[4:8] == b"ftyp"


async def image_to_video(runware):
    stored = await runware.media_storage({"operation": "upload", "media": data_uri()})
    stored = stored[0] if isinstance(stored, list) else stored
    (video,) = await runware.run(request(frameImages=[{"inputImage": stored["mediaUUID"], "frame": "first"}]))
    assert uuid.UUID(video["videoUUID"]), video


async def video_to_video(runware):
    (made,) = await runware.run(request())
    (video,) = await runware.run(
        {"taskType": "videoInference", "model": "runway:2@1", "positivePrompt": "in the snow",
         "width": 1280, "height": 720, "inputs": {"video": made["videoUUID"]}})
    assert uuid.UUID(video["videoUUID"]) and video["videoUUID"] != made["videoUUID"], video


async def image_upload(runware):
    image = await runware.image_upload({"image": data_uri()})
    image = image[0] if isinstance(image, list) else image
    assert image["imageUUID"] and image["imageURL"].startswith(ADDRESS), image


async def several_results(runware):
    videos = await runware.run(request(numberResults=3))
    assert len({video["videoUUID"] for video in videos}) == 3, videos


async def many_at_once(runware):
    answers = await asyncio.gather(*[runware.run(request()) for _ in range(6)])
    assert [len(videos) for videos in answers] == [1] * 6, answers


async def utilities(runware):
    found = await runware.model_search({"search": "kling", "limit": 5})
    found = found[0] if isinstance(found, list) else found
    assert found["totalResults"] > 5 and len(found["results"]) == 5, found
    account = await runware.account_management({"operation": "getDetails"})
    account = account[0] if isinstance(account, list) else account
    assert account["organizationUUID"], account


async def refused(runware):
    try:
        await runware.run(request(duration=7))
    except Exception as error:
        assert (error.code, error.parameter) == ("validation", "duration"), repr(error)
    else:
        raise AssertionError("a duration that the model lacks was taken")


async def wrong_key():
    try:
        async with client("bad-key") as runware:
            await asyncio.wait_for(runware.run(request()), 20)
    except asyncio.TimeoutError:
        raise AssertionError("a bad key was never answered")
    except Exception as error:
        assert "ey" in str(error), repr(error)
    else:
        raise AssertionError("a bad key was taken")


async def main():
    async with client() as runware:
        for check in (
            text_to_video, image_to_video, video_to_video, image_upload, several_results, many_at_once, utilities, refused,
        ):
            await asyncio.wait_for(check(runware), 60)
            print("ok", TRANSPORT, check.__name__, flush=True)
    await wrong_key()
    print("ok", TRANSPORT, "wrong_key", flush=True)


asyncio.run(main())
