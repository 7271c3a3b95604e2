import { existsSync } from 'node:fs';
import path from 'node:path';
import type { MarkdownRenderer } from 'vitepress';

/**
 * A picture of a screen in light (`…-light.png`) is followed by the one in dark, where there is one; the theme shows the
 * one that suits. In the Markdown itself there is only the first, so that it reads well anywhere.
 */
export function adaptingPictures(markdown: MarkdownRenderer): void {
  const drawn = markdown.renderer.rules.image;
  markdown.renderer.rules.image = (tokens, index, options, env: { path?: string }, self) => {
    const token = tokens[index];
    const source = token?.attrGet('src') ?? '';
    const draw = () => drawn?.(tokens, index, options, env, self) ?? self.renderToken(tokens, index, options);
    const dark = source.replace(/-light\.png$/, '-dark.png');
    if (!token || dark === source || !env.path || !existsSync(path.join(path.dirname(env.path), dark))) return draw();
    token.attrJoin('class', 'in-light');
    const light = draw();
    token.attrSet('src', dark);
    token.attrSet('class', 'in-dark');
    return light + draw();
  };
}
