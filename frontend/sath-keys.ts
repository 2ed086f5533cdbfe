/**
 * The keyboard of the shell: `g` and a letter goes to a page, `/` to the search field, `Ctrl S`
 * saves, `Ctrl Shift .` opens (never executes) the halt dialog, `?` shows them all.
 *
 * It presses what the page itself offers, marked by attributes: `data-go="p"` on a navigation
 * link, `data-key="search|save|halt|help|pause"` elsewhere. So it can do nothing that a click
 * could not. `data-keys="off"` on the root switches character keys off (WCAG 2.1.4).
 */
let goAt = 0;

function marked(selector: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>(selector)].find(
    (element) => element.checkVisibility() && !element.hasAttribute('disabled'),
  );
}

function typing(event: KeyboardEvent): boolean {
  return event
    .composedPath()
    .some(
      (target) =>
        target instanceof HTMLElement &&
        (target.isContentEditable || /^(input|textarea|select)$/.test(target.localName)),
    );
}

window.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  const dialog = document.querySelector('vaadin-dialog[opened], vaadin-confirm-dialog[opened]') !== null;
  if (event.ctrlKey || event.metaKey) {
    const key = event.shiftKey && (event.key === '.' || event.key === ':' || event.code === 'Period') ? 'halt' : '';
    const name = key || (!event.shiftKey && !event.altKey && event.key.toLowerCase() === 's' ? 'save' : '');
    const target = name && !dialog ? marked(`[data-key="${name}"]`) : undefined;
    if (target) {
      event.preventDefault();
      // A field hands its value over when it loses the focus.
      if (name === 'save') (document.activeElement as HTMLElement | null)?.blur();
      target.click();
    }
    return;
  }
  if (event.altKey || dialog || typing(event) || document.documentElement.dataset.keys === 'off') return;
  if (goAt > 0 && event.timeStamp - goAt < 1500) {
    goAt = 0;
    const entry = /^[a-z]$/.test(event.key) ? marked(`[data-go="${event.key}"]`) : undefined;
    if (entry) {
      event.preventDefault();
      (entry.shadowRoot?.querySelector('a') ?? entry).click();
    }
    return;
  }
  const name = { '/': 'search', '?': 'help' }[event.key];
  if (event.key === 'g') goAt = event.timeStamp;
  else if (name) {
    const target = marked(`[data-key="${name}"]`);
    if (!target) return;
    event.preventDefault();
    if (name === 'search') target.focus();
    else target.click();
  }
});
