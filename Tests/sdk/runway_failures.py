"""Failures and rate limits as the official package of Runway tells them: address.

The simulator fails the first task with `SAFETY.INPUT.TEXT`, the second with `INTERNAL.BAD_OUTPUT.CODE01`, and answers
429 from the third submission on.
"""

import asyncio
import sys

import runwayml
from runwayml import AsyncRunwayML


async def main():
    runway = AsyncRunwayML(api_key="test-key", base_url=sys.argv[1], max_retries=1)
    request = dict(model="gen4.5", prompt_text="a red mug turns", ratio="1280:720", duration=2)
    for code in ("SAFETY.INPUT.TEXT", "INTERNAL.BAD_OUTPUT.CODE01"):
        created = await runway.text_to_video.create(**request)
        try:
            await created.wait_for_task_output(timeout=60)
        except runwayml.TaskFailedError as error:
            details = error.task_details
            assert details.status == "FAILED" and details.failure_code == code and details.failure, details
            print("ok", code, flush=True)
        else:
            raise AssertionError("a failed task was told as a success")
    try:
        await runway.text_to_video.create(**request)
    except runwayml.RateLimitError as error:
        assert error.status_code == 429 and error.body["error"], error.body
        print("ok rate limit", flush=True)
    else:
        raise AssertionError("a request past the limit was taken")


asyncio.run(main())
