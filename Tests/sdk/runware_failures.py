"""Failures and rate limits as the official packages of Runware tell them: address, transport (`old` is the package
`runware`, else `rest` or `websocket` of `runware-sdk`).

The simulator fails the first task with `taskFailed`, the second with `contentPolicyViolation`, and answers 429
from the third submission on.
"""

import asyncio
import os
import sys

os.environ.update(RUNWARE_VIDEO_INITIAL_TIMEOUT="1500", RUNWARE_VIDEO_POLLING_DELAY="100")

import runware  # noqa: E402

ADDRESS, TRANSPORT = sys.argv[1:3]
SOCKET = ADDRESS.replace("http://", "ws://")
REQUEST = dict(
    model="minimax:1@1", positivePrompt="a slow turn of a red mug", duration=6, width=1366, height=768,
)


async def old(client):
    request = runware.IVideoInference(deliveryMethod="async", **REQUEST)
    answer = await client.videoInference(requestVideo=request)
    return await client.getResponse(taskUUID=answer.taskUUID)


async def new(client):
    return await client.run({"taskType": "videoInference", **REQUEST})


async def failure(call):
    try:
        await asyncio.wait_for(call, 60)
    except Exception as error:
        return error
    raise AssertionError("a failure was told as a success")


def describe(error):
    return " ".join([type(error).__name__, str(error), repr(vars(error))])


async def check(client, call):
    for code in ("taskFailed", "contentPolicyViolation", "rateLimitExceeded"):
        error = await failure(call(client))
        assert "Runware" in type(error).__name__, describe(error)
        # The newer package keeps the family of a code, not the code.
        known = code in describe(error) if TRANSPORT == "old" else error.code not in (None, "unknown")
        assert known, describe(error)
        print("ok", TRANSPORT, code, getattr(error, "code", ""), flush=True)


async def main():
    if TRANSPORT == "old":
        client = runware.Runware(api_key="test-key", url=SOCKET + "/v1", max_retries=0)
        await client.connect()
        await check(client, old)
        await client.disconnect()
    else:
        async with runware.Runware(
            api_key="test-key", transport=TRANSPORT, http_base_url=ADDRESS + "/v1", ws_base_url=SOCKET + "/v1",
            poll_timeout=60000, max_retries=0,
        ) as client:
            await check(client, new)


asyncio.run(asyncio.wait_for(main(), 180))
