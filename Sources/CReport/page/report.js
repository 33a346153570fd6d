(() => {
  'use strict';
  const list = document.querySelector('.jobs');
  const jobs = [...list.children];
  const tools = document.querySelector('.tools');
  const count = document.querySelector('.count');
  const nothing = document.querySelector('.nothing');
  const find = document.querySelector('#find');
  const order = document.querySelector('#order');
  const states = [...document.querySelectorAll('.chip input')];
  const choices = [...document.querySelectorAll('select[data-by]')];
  const texts = new Map(jobs.map(job => [job, job.dataset.text.toLowerCase()]));

  // Finding and ordering.
  const number = (job, name) => job.dataset[name] === undefined ? null : Number(job.dataset[name]);
  const compare = {
    manifest: (a, b) => number(a, 'index') - number(b, 'index'),
    name: (a, b) => a.dataset.name.localeCompare(b.dataset.name, undefined, { numeric: true }),
    state: (a, b) => number(a, 'rank') - number(b, 'rank'),
    cost: (a, b) => number(b, 'cost') - number(a, 'cost'),
    time: (a, b) => (number(b, 'time') ?? -1) - (number(a, 'time') ?? -1),
    seam: (a, b) => (number(a, 'seam') ?? 2) - (number(b, 'seam') ?? 2),
  };
  let shown = 'manifest';

  function arrange() {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = new Set(states.filter(box => box.checked).map(box => box.value));
    let found = 0;
    for (const job of jobs) {
      const fits = (wanted.size === 0 || wanted.has(job.dataset.state))
        && choices.every(choice => choice.value === '' || job.dataset[choice.dataset.by] === choice.value)
        && words.every(word => texts.get(job).includes(word));
      job.hidden = !fits;
      if (fits) found += 1;
    }
    if (order.value !== shown) {
      shown = order.value;
      // The manifest's order settles what is equal.
      const sorted = [...jobs].sort((a, b) => compare[shown](a, b) || compare.manifest(a, b));
      list.append(...sorted);
    }
    count.textContent = found === jobs.length ? `${found} jobs` : `${found} of ${jobs.length} jobs`;
    nothing.hidden = found > 0;
  }

  let pending = 0;
  find.addEventListener('input', () => {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(arrange);
  });
  for (const control of [...states, ...choices, order]) control.addEventListener('change', arrange);
  tools.hidden = false;
  arrange();

  // A link to a job leads there though it was filtered out.
  function reveal() {
    const job = location.hash.startsWith('#job-') && document.getElementById(location.hash.slice(1));
    if (!job) return;
    if (job.hidden) {
      find.value = '';
      for (const box of states) box.checked = false;
      for (const choice of choices) choice.value = '';
      arrange();
      job.scrollIntoView();
    }
    job.querySelector('h3').focus({ preventScroll: true });
  }
  addEventListener('hashchange', reveal);
  for (const link of document.querySelectorAll('a[href^="#job-"]')) {
    link.addEventListener('click', () => requestAnimationFrame(reveal));
  }

  // Pictures: put in when they come near. The page holds them all, and browsers would load them all at once.
  function load(parent, selector) {
    for (const image of parent.querySelectorAll(selector)) {
      image.src = image.dataset.src;
      image.removeAttribute('data-src');
    }
  }
  const near = new IntersectionObserver(entries => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      near.unobserve(entry.target);
      load(entry.target, '.screen img[data-src]');
    }
  }, { rootMargin: '1200px' });
  for (const job of jobs) if (job.querySelector('img[data-src]')) near.observe(job);
  list.addEventListener('toggle', event => load(event.target, 'img[data-src]'), true);
  addEventListener('beforeprint', () => load(list, '.screen img[data-src]'));

  // Playing: one at a time, and no video element but that of the one that plays.
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  let playing = null;
  let waiting = 0;

  function stop() {
    clearTimeout(waiting);
    if (!playing) return;
    const { screen, video } = playing;
    playing = null;
    video.remove();
    video.removeAttribute('src');
    video.load();
    screen.setAttribute('aria-pressed', 'false');
  }

  function play(screen, pinned) {
    clearTimeout(waiting);
    if (playing && playing.screen === screen) {
      playing.pinned ||= pinned;
      return;
    }
    stop();
    const video = document.createElement('video');
    Object.assign(video, { muted: true, loop: true, playsInline: true, preload: 'auto', src: screen.dataset.video });
    video.setAttribute('aria-hidden', 'true');
    video.tabIndex = -1;
    playing = { screen, video, pinned };
    video.addEventListener('error', () => {
      if (playing && playing.video === video) {
        const note = screen.parentElement.querySelector('.gone');
        note.textContent = `The video can't be played from here: ${decodeURIComponent(screen.dataset.video)}`;
        stop();
      }
    });
    screen.querySelector('.length').before(video);
    screen.setAttribute('aria-pressed', 'true');
    video.play().catch(() => {});
  }

  function screenOf(event) {
    return event.target instanceof Element ? event.target.closest('button.screen') : null;
  }

  list.addEventListener('click', event => {
    const screen = screenOf(event);
    if (!screen) return;
    // A mouse that hovers over it keeps it playing with a click; a key takes it as the switch that it is.
    if (playing && playing.screen === screen && (playing.pinned || event.detail === 0)) stop();
    else play(screen, true);
  });
  list.addEventListener('pointerover', event => {
    const screen = screenOf(event);
    if (!screen || event.pointerType !== 'mouse' || still.matches || (playing && playing.pinned)) return;
    if (playing && playing.screen === screen) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => play(screen, false), 90);
  });
  list.addEventListener('pointerout', event => {
    const screen = screenOf(event);
    if (!screen || screen.contains(event.relatedTarget)) return;
    clearTimeout(waiting);
    if (playing && playing.screen === screen && !playing.pinned) stop();
  });
  list.addEventListener('focusin', event => {
    const screen = screenOf(event);
    if (screen && screen.matches(':focus-visible') && !still.matches) play(screen, false);
  });
  list.addEventListener('focusout', event => {
    const screen = screenOf(event);
    if (playing && screen === playing.screen) stop();
  });
  addEventListener('keydown', event => {
    if (event.key === 'Escape') stop();
  });
})();
