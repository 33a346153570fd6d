"""The official package `runwayml` (5.24.0) against the simulator: run with its address and an image."""

import asyncio
import base64
import pathlib
import subprocess
import sys
import tempfile
import urllib.request

import runwayml
from runwayml import AsyncRunwayML

ADDRESS, IMAGE = sys.argv[1], pathlib.Path(sys.argv[2])


def client(key="test-key", **options):
    return AsyncRunwayML(api_key=key, base_url=ADDRESS, **options)


def data_uri():
    return "data:image/png;base64," + base64.b64encode(IMAGE.read_bytes()).decode()


def credits(cost):
    # The asynchronous client hands costs out as they came, not as objects.
    return cost["credits"] if isinstance(cost, dict) else cost.credits


async def finished(created):
    assert credits(created.estimated_cost) > 0, created
    task = await created.wait_for_task_output(timeout=60)
    assert task.status == "SUCCEEDED" and credits(task.cost) > 0 and len(task.output) == 1, task
    with urllib.request.urlopen(task.output[0]) as file:
        assert file.headers["Content-Type"] == "video/mp4"
        assert file.read()[4:8] == b"ftyp"
    return task


async def text_to_video(runway):
    await finished(
        await runway.text_to_video.create(
            model="gen4.5", prompt_text="a red mug turns", ratio="1280:720", duration=5
        )
    )


async def image_to_video(runway):
    upload = await runway.uploads.create_ephemeral(file=IMAGE)
    assert upload.uri.startswith("runway://"), upload
    await finished(
        await runway.image_to_video.create(
            model="gen4_turbo", prompt_image=upload.uri, prompt_text="it turns", ratio="1280:720", duration=2
        )
    )


async def first_and_last_frame(runway):
    images = [{"uri": data_uri(), "position": "first"}, {"uri": data_uri(), "position": "last"}]
    await finished(
        await runway.image_to_video.create(
            model="veo3.1", prompt_image=images, prompt_text="it turns", ratio="1280:720", duration=4
        )
    )


async def video_to_video(runway, video):
    upload = await runway.uploads.create_ephemeral(file=video)
    await finished(
        await runway.video_to_video.create(model="aleph2", video_uri=upload.uri, prompt_text="in the snow")
    )


async def character_performance(runway, video):
    actor = await runway.uploads.create_ephemeral(file=video)
    await finished(
        await runway.character_performance.create(
            model="act_two", character={"type": "image", "uri": data_uri()},
            reference={"type": "video", "uri": actor.uri}, ratio="1280:720",
        )
    )


async def refused(runway):
    try:
        await runway.image_to_video.create(
            model="gen4_turbo", prompt_image=data_uri(), ratio="1:1", duration=99
        )
    except runwayml.BadRequestError as error:
        assert error.body["error"] == "Validation of body failed", error.body
        paths = [issue["path"] for issue in error.body["issues"]]
        assert ["duration"] in paths, error.body
    else:
        raise AssertionError("a duration that the model lacks was taken")


async def unknown_image(runway):
    try:
        await runway.image_to_video.create(
            model="gen4_turbo", prompt_image="runway://3f2504e0-4f89-41d3-9a0c-0305e82c3301", ratio="1280:720"
        )
    except runwayml.BadRequestError as error:
        assert "promptImage" in error.body["error"], error.body
    else:
        raise AssertionError("an unknown upload was taken")


async def cancelled(runway):
    created = await runway.text_to_video.create(
        model="gen4.5", prompt_text="a red mug turns", ratio="1280:720", duration=10
    )
    await runway.tasks.delete(created.id)
    for call in (runway.tasks.retrieve, runway.tasks.delete):
        try:
            await call(created.id)
        except runwayml.NotFoundError as error:
            assert error.body == {"error": "Could not find Task"}, error.body
        else:
            raise AssertionError("a deleted task was found")


async def organization(runway):
    account = await runway.organization.retrieve()
    assert account.credit_balance > 0 and "gen4.5" in account.tier.models, account


async def wrong_key():
    try:
        await client("bad-key").organization.retrieve()
    except runwayml.AuthenticationError as error:
        assert error.body["error"], error.body
    else:
        raise AssertionError("a bad key was taken")


async def main():
    folder = pathlib.Path(tempfile.mkdtemp())
    video = folder / "video.mp4"
    subprocess.run(
        ["ffmpeg", "-loglevel", "error", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=24:duration=3",
         "-pix_fmt", "yuv420p", str(video)], check=True,
    )
    runway = client()
    checks = [
        text_to_video(runway), image_to_video(runway), first_and_last_frame(runway), video_to_video(runway, video),
        character_performance(runway, video), refused(runway), unknown_image(runway), cancelled(runway),
        organization(runway), wrong_key(),
    ]
    names = [check.__name__ for check in checks]
    failed = False
    for name, result in zip(names, await asyncio.gather(*checks, return_exceptions=True)):
        print("failed" if isinstance(result, BaseException) else "ok", name, flush=True)
        if isinstance(result, BaseException):
            failed = True
            print(repr(result), getattr(result, "body", ""), file=sys.stderr)
    sys.exit(failed)


asyncio.run(main())
