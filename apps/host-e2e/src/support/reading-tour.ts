import type { Page } from 'playwright-core';

/** What was seen while a letter was open. */
export interface SeenLetter {
  subject: string;
  /** What is wrong with the page around it, or with its frame; empty when nothing is. */
  findings: string[];
  offersPictures: boolean;
  hasPictures: boolean;
}

interface Tour {
  /** With their places in the list, from 1. */
  letters: readonly { id: string; subject: string; place: number }[];
  /** Whether pictures from elsewhere are asked for, of letters that have any. */
  showsPictures: boolean;
}

/** Opens letter after letter from within the page: so a thousand take half a minute. One is open already, to compare the page with. */
export function readOneAfterAnother(page: Page, tour: Tour): Promise<SeenLetter[]> {
  return page.evaluate(async ({ letters, showsPictures }) => {
    const one = <Found extends Element>(selector: string): Found | null => document.querySelector<Found>(selector);
    const frame = () => one<HTMLIFrameElement>('mailroom-message-body iframe');
    const offer = () => one<HTMLButtonElement>('mailroom-message-body .images button');
    const until = async (what: string, isSo: () => boolean): Promise<void> => {
      const deadline = performance.now() + 15_000;
      while (!isSo()) {
        if (performance.now() > deadline) throw new Error(`Not so after 15 s: ${what}`);
        await new Promise(requestAnimationFrame);
      }
    };
    const isShown = (id: string, withPictures: boolean): boolean => {
      const shown = frame()?.contentDocument;
      const policy = shown?.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content') ?? '';
      return shown?.readyState === 'complete' && policy.includes(`/emails/${id}/`) && policy.includes('http:;') === withPictures;
    };
    const around = ['body', '[role=banner], header', 'nav', '[role=toolbar]', 'mailroom-reading-pane'];
    const lookOf = (selector: string): string => {
      const element = one(selector);
      if (!element) return 'absent';
      const { color, backgroundColor, font, display, visibility, opacity, position, transform, zIndex } = getComputedStyle(element);
      const { x, y, width, height } = element.getBoundingClientRect();
      return JSON.stringify([color, backgroundColor, font, display, visibility, opacity, position, transform, zIndex, x, y, width, height]);
    };
    const looks = around.map(lookOf);
    const [address, title, globals] = [location.href, document.title, Object.keys(window).length];
    const findings = (): string[] => {
      const found = around.filter((selector, index) => lookOf(selector) !== looks[index]).map((selector) => `${selector} looks otherwise`);
      if (location.href !== address || document.title !== title) found.push('the page is another');
      if (Object.keys(window).length !== globals) found.push('the window has other members');
      const inside = frame();
      if (inside?.contentWindow?.location.href !== 'about:srcdoc') found.push('the frame has gone elsewhere');
      const back = one('[role=toolbar] .back');
      const { x = 0, y = 0, width = 0, height = 0 } = back?.getBoundingClientRect() ?? {};
      if (!back?.contains(document.elementFromPoint(x + width / 2, y + height / 2))) found.push('something lies over the toolbar');
      const runs = 'script, iframe, frame, object, embed, form, input, button, base, link, body meta, svg, math, video, audio, [srcset]';
      const all = (selector: string): Element[] => Array.from(inside?.contentDocument?.querySelectorAll(selector) ?? []);
      for (const element of all(runs)) found.push(`<${element.localName}>`);
      for (const element of all('body *')) {
        const handlers = element.getAttributeNames().filter((name) => name.startsWith('on'));
        found.push(...handlers.map((name) => `${element.localName}[${name}]`));
        const { position } = getComputedStyle(element);
        if (position !== 'static') found.push(`${element.localName} is ${position}`);
        if (element instanceof HTMLAnchorElement && element.href !== '' && !/^(https?|mailto|tel):/.test(element.href))
          found.push(element.href);
      }
      return found;
    };
    const seen: SeenLetter[] = [];
    const rowHeight = one<HTMLElement>('[role=option]')?.offsetHeight ?? 1;
    for (const { id, subject, place } of letters) {
      const row = () => one<HTMLElement>(`[role=option][aria-posinset="${place}"]`);
      const list = one<HTMLElement>('[role=listbox]');
      await until(`row ${place}`, () => {
        if (!row() && list) list.scrollTop = (place - 3) * rowHeight;
        return row() !== null;
      });
      row()?.click();
      await until(subject, () => one('mailroom-reading-pane h2')?.textContent?.trim() === subject && isShown(id, false));
      const letter: SeenLetter = { subject, findings: findings(), offersPictures: offer() !== null, hasPictures: false };
      if (showsPictures && letter.offersPictures) {
        offer()?.click();
        await until(`${subject} with pictures`, () => isShown(id, true));
        letter.hasPictures = frame()?.contentDocument?.querySelector('img[src^=http]') !== null;
        letter.findings.push(...findings());
      }
      seen.push(letter);
    }
    return seen;
  }, tour);
}
