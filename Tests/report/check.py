#!/usr/bin/env python3
"""Opens a batch's page in headless Chromium, from disk and without a network, and judges it.

check.py SMALL.html LARGE.html [--pictures FOLDER]

SMALL has a job of each kind, LARGE hundreds. At phone and desktop width, light and dark: no console error, nothing
asked for elsewhere, no axe violation, nothing wider than the screen. Then it is used: found, filtered, sorted, played by
mouse, key and finger. The figures that it prints at the end judge nothing.
"""
import argparse
import json
import pathlib
import sys
import time

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

SIZES = {"phone": (390, 844), "desktop": (1440, 900)}
failures = []


def expect(holds, what):
    if not holds:
        failures.append(what)
        print(f"FAILED: {what}", file=sys.stderr)


def until(page, expression):
    """Waits until something is so. Playwright's own way would evaluate a text, which the page doesn't allow."""
    for _ in range(600):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never so: {expression}")


def opened(browser, path, size="desktop", scheme="light", touch=False):
    """A page, and what went wrong while it was open."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, has_touch=touch, is_mobile=touch, offline=True)
    page = context.new_page()
    troubles = []
    page.on("console", lambda message: troubles.append(f"console {message.type}: {message.text}")
            if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: troubles.append(f"script: {error}"))
    page.on("dialog", lambda dialog: (troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: troubles.append(f"asked for {request.url}")
            if not request.url.startswith(("file:", "data:")) else None)
    started = time.monotonic()
    page.goto(pathlib.Path(path).resolve().as_uri())
    until(page, "document.querySelector('.count').textContent !== ''")
    page.load_seconds = time.monotonic() - started
    return page, troubles


def looks(browser, path, pictures):
    """Every width in both schemes."""
    for size in SIZES:
        for scheme in ("light", "dark"):
            name = f"{size} {scheme}"
            page, troubles = opened(browser, path, size, scheme, touch=size == "phone")
            for summary in page.locator("summary").all()[:3]:
                summary.scroll_into_view_if_needed()
                summary.click()
            page.evaluate("scrollTo(0, 0)")
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            expect(wide <= 0, f"{name}: {wide} pixels wider than the screen")
            found = Axe().run(page)
            expect(found.violations_count == 0, f"{name}: axe: {found.generate_report()}")
            expect(len(found.response["passes"]) > 15, f"{name}: axe looked at next to nothing")
            images = page.evaluate("""async () => {
              const shown = [...document.images];
                      await Promise.allSettled(shown.map(image => image.decode()));
              return [shown.length, shown.filter(image => image.naturalWidth > 0).length];
            }""")
            expect(images[0] > 0 and images[0] == images[1], f"{name}: {images[1]} of {images[0]} pictures are seen")
            if pictures:
                page.screenshot(path=f"{pictures}/{size}-{scheme}.png", full_page=True)
            expect(not troubles, f"{name}: {troubles}")
            page.context.close()


def visible(page):
    return page.locator(".job:not([hidden])").evaluate_all("all => all.map(job => job.dataset.name)")


def finds(browser, path):
    """Finding, filtering and sorting."""
    page, troubles = opened(browser, path)
    names = visible(page)
    page.get_by_label("Find a job").fill(names[1])
    until(page, "document.querySelector('.count').textContent.includes(' of ')")
    expect(names[1] in visible(page) and len(visible(page)) < len(names), f"'{names[1]}' is not found: {visible(page)}")
    page.get_by_label("Find a job").fill("no job is called like this")
    page.get_by_text("No job fits").wait_for()
    expect(visible(page) == [], "jobs are shown that don't fit")
    page.get_by_label("Find a job").fill("")
    until(page, "!document.querySelector('.count').textContent.includes(' of ')")
    page.locator(".chip.failed input").check()
    states = page.locator(".job:not([hidden])").evaluate_all("all => all.map(job => job.dataset.state)")
    expect(states and set(states) == {"failed"}, f"'failed' shows {states}")
    page.locator(".chip.failed input").uncheck()
    page.get_by_label("Sort").select_option("cost")
    costs = [float(cost) for cost in page.locator(".job").evaluate_all("all => all.map(job => job.dataset.cost)")]
    expect(costs == sorted(costs, reverse=True) and len(set(costs)) > 1, f"not sorted by cost: {costs}")
    page.get_by_label("Sort").select_option("state")
    expect(page.locator(".job").first.get_attribute("data-state") == "failed", "failures are not first")
    page.get_by_label("Sort").select_option("manifest")
    expect(visible(page) == names, "the manifest's order is not found again")
    page.locator(".names a").first.click()
    expect(page.evaluate("document.activeElement.tagName") == "H3", "a failure's link does not lead to its job")
    expect(not troubles, f"finding: {troubles}")
    page.context.close()


PLAYS = """() => {
  const video = document.querySelector('video');
  return video !== null && video.currentTime > 0 && video.videoWidth > 0 && document.querySelectorAll('video').length === 1;
}"""
QUIET = "document.querySelector('video') === null"


def plays(browser, path):
    """By mouse, by keyboard, by finger; and a video that is gone is told."""
    page, troubles = opened(browser, path)
    screens = page.locator("button.screen")
    screens.first.hover()
    until(page, PLAYS)
    expect(screens.first.get_attribute("aria-pressed") == "true", "a playing screen is not pressed")
    page.mouse.move(2, 2)
    until(page, QUIET)
    page.keyboard.press("Tab")
    for _ in range(60):
        if page.evaluate("document.activeElement.matches('button.screen')"):
            break
        page.keyboard.press("Tab")
    until(page, PLAYS)
    page.keyboard.press("Enter")
    until(page, QUIET)
    page.keyboard.press("Enter")
    until(page, PLAYS)
    page.keyboard.press("Escape")
    until(page, QUIET)
    expect(not troubles, f"playing: {troubles}")
    gone = page.locator("button.screen[data-video*='gone']")
    gone.scroll_into_view_if_needed()
    gone.click()
    page.get_by_text("can't be played from here").wait_for()
    page.context.close()

    page, troubles = opened(browser, path, "phone", touch=True)
    page.locator("button.screen").first.tap()
    until(page, PLAYS)
    page.locator("button.screen").nth(1).tap()
    until(page, PLAYS)
    page.locator("button.screen").nth(1).tap()
    until(page, QUIET)
    expect(not troubles, f"tapping: {troubles}")
    page.context.close()


def still(browser, path):
    """Who wants nothing to move, sees nothing move by itself; without scripts everything is there to be read."""
    context = browser.new_context(reduced_motion="reduce", offline=True)
    page = context.new_page()
    page.goto(pathlib.Path(path).resolve().as_uri())
    page.locator("button.screen").first.hover()
    page.wait_for_timeout(300)
    expect(page.evaluate(QUIET), "it plays by itself though motion is not wanted")
    context.close()
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(pathlib.Path(path).resolve().as_uri())
    expect(page.locator(".job h3").first.is_visible(), "without scripts there are no jobs")
    expect(not page.locator(".tools").is_visible(), "without scripts there are tools that do nothing")
    page.locator("summary").first.click()
    expect(page.locator(".more a").first.is_visible(), "without scripts a video can't be opened")
    context.close()


def many(browser, path, size):
    """Hundreds of jobs: what is out of sight costs nothing."""
    page, troubles = opened(browser, path, size, touch=size == "phone")
    total = page.locator(".job").count()
    page.wait_for_timeout(500)
    costs = page.evaluate("""() => ({
      laidOut: [...document.querySelectorAll('.job article')]
        .filter(job => job.checkVisibility({ contentVisibilityAuto: true })).length,
      loaded: [...document.images].filter(image => image.complete && image.naturalWidth > 0).length,
      videos: document.querySelectorAll('video').length,
    })""")
    expect(total >= 500, f"{total} jobs")
    expect(costs["laidOut"] < total / 4, f"{size}: {costs['laidOut']} of {total} jobs are laid out")
    expect(costs["loaded"] < total / 3, f"{size}: {costs['loaded']} pictures are loaded at once")
    expect(costs["videos"] == 0, f"{size}: {costs['videos']} videos are loaded")
    last = page.locator(".job").last
    last.scroll_into_view_if_needed()
    until(page, """[...document.querySelectorAll('.job')].at(-1).querySelector('.screen img').naturalWidth > 0""")
    last.locator("summary").click()
    until(page, """[...[...document.querySelectorAll('.job')].at(-1).querySelectorAll('.pair img')]
      .every(image => image.naturalWidth > 0)""")
    page.evaluate("scrollTo(0, 0)")
    times = page.evaluate("""async () => {
      const frame = () => new Promise(requestAnimationFrame);
      const timed = async work => { const from = performance.now(); work(); await frame(); await frame();
        return Math.round(performance.now() - from); };
      const find = document.querySelector('#find');
      const order = document.querySelector('#order');
      const type = text => () => { find.value = text; find.dispatchEvent(new Event('input')); };
      const sort = by => () => { order.value = by; order.dispatchEvent(new Event('change')); };
      const times = { type: await timed(type('7')), clear: await timed(type('')), sort: await timed(sort('cost')) };
      const frames = [];
      for (let y = 0; y < 40; y += 1) { frames.push(await timed(() => scrollBy(0, innerHeight))); }
      frames.sort((a, b) => a - b);
      return { ...times, 'scrolled a screen, median': frames[20], 'slowest': frames[39] };
    }""")
    expect(not troubles, f"{size}, many: {troubles}")
    kilobytes = pathlib.Path(path).stat().st_size // 1000
    print(json.dumps({"size": size, "jobs": total, "kB": kilobytes, "load ms": round(page.load_seconds * 1000), **costs,
                      "ms": times}))
    page.context.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("small")
    parser.add_argument("large")
    parser.add_argument("--pictures")
    arguments = parser.parse_args()
    if arguments.pictures:
        pathlib.Path(arguments.pictures).mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        looks(browser, arguments.small, arguments.pictures)
        finds(browser, arguments.small)
        plays(browser, arguments.small)
        still(browser, arguments.small)
        for size in SIZES:
            many(browser, arguments.large, size)
        browser.close()
    if failures:
        sys.exit(1)
    print("the page is good")


main()
