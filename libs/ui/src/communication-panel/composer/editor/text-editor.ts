import { Editor, type EditorEvents } from '@tiptap/core';
import { Placeholder } from '@tiptap/extensions';
import StarterKit from '@tiptap/starter-kit';

/** How a piece of text can look. */
export type TextFormat = 'bold' | 'italic' | 'underline' | 'strike' | 'bulletList' | 'orderedList' | 'blockquote' | 'link';

export const textFormats: readonly TextFormat[] = [
  'bold',
  'italic',
  'underline',
  'strike',
  'bulletList',
  'orderedList',
  'blockquote',
  'link',
];

export interface TextEditorOptions {
  html: string;
  label: string;
  placeholder: string;
  changed: (html: string) => void;
  /** What the text at the cursor looks like. */
  moved: (formats: ReadonlySet<TextFormat>) => void;
}

/**
 * The editor that messages are written in: TipTap, with what an email needs. Whatever is pasted becomes what its schema knows, so nothing
 * that runs, loads or hides ever is in the text. Loaded when somebody begins to write, never before.
 */
export class TextEditor {
  private readonly editor: Editor;

  constructor(element: HTMLElement, { html, label, placeholder, changed, moved }: TextEditorOptions) {
    const tell = ({ editor }: EditorEvents['transaction']): void => {
      moved(new Set(textFormats.filter((format) => editor.isActive(format))));
    };
    this.editor = new Editor({
      element,
      content: html,
      injectCSS: false,
      extensions: [
        StarterKit.configure({
          heading: false,
          codeBlock: false,
          horizontalRule: false,
          link: { openOnClick: false, defaultProtocol: 'https', protocols: ['mailto', 'tel'] },
        }),
        Placeholder.configure({ placeholder }),
      ],
      editorProps: {
        attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, dir: 'auto' },
        // What sends the message must not break the line besides; Tab leaves the text, as everywhere on a page.
        // Escape has no meaning in the text; ProseMirror would keep it from what closes the message.
        handleDOMEvents: { keydown: (_, event) => event.key === 'Escape' },
        handleKeyDown: (_, event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey),
      },
      onUpdate: ({ editor }) => {
        changed(editor.isEmpty ? '' : editor.getHTML());
      },
      onTransaction: tell,
    });
  }

  toggle(format: Exclude<TextFormat, 'link'>): void {
    const chain = this.editor.chain().focus();
    const commands = {
      bold: () => chain.toggleBold(),
      italic: () => chain.toggleItalic(),
      underline: () => chain.toggleUnderline(),
      strike: () => chain.toggleStrike(),
      bulletList: () => chain.toggleBulletList(),
      orderedList: () => chain.toggleOrderedList(),
      blockquote: () => chain.toggleBlockquote(),
    };
    commands[format]().run();
  }

  /** The address of the link at the cursor. */
  get link(): string {
    const { href } = this.editor.getAttributes('link') as { href?: string };
    return href ?? '';
  }

  /** Makes the marked text a link, or puts the address in as one; '' takes the link away. */
  setLink(address: string): void {
    const chain = this.editor.chain().focus().extendMarkRange('link');
    if (address === '') chain.unsetLink().run();
    else if (this.editor.state.selection.empty && this.link === '')
      chain.insertContent({ type: 'text', text: address, marks: [{ type: 'link', attrs: { href: address } }] }).run();
    else chain.setLink({ href: address }).run();
  }

  /** Text that comes from elsewhere than its keys: another signature, another window's version. */
  setHtml(html: string): void {
    if (html !== (this.editor.isEmpty ? '' : this.editor.getHTML())) this.editor.commands.setContent(html, { emitUpdate: false });
  }

  setEditable(editable: boolean): void {
    this.editor.setEditable(editable, false);
  }

  focus(where: 'start' | 'end'): void {
    this.editor.commands.focus(where, { scrollIntoView: false });
  }

  close(): void {
    this.editor.destroy();
  }
}
