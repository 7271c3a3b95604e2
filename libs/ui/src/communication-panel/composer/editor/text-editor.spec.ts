import { TextEditor } from './text-editor';

describe('the editor of a message', () => {
  const press = (key: string, init: KeyboardEventInit = {}): KeyboardEvent => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
    document.querySelector('[role=textbox]')?.dispatchEvent(event);
    return event;
  };
  const changed = jest.fn();
  let editor: TextEditor;

  beforeEach(() => {
    changed.mockReset();
    const element = document.body.appendChild(document.createElement('div'));
    editor = new TextEditor(element, { html: '<p>Hello</p>', label: 'Text', placeholder: 'Write', changed, moved: jest.fn() });
  });
  afterEach(() => {
    editor.close();
    document.body.replaceChildren();
  });

  it('leaves Escape to what closes the message', () => {
    expect(press('Escape').defaultPrevented).toBe(false);
  });

  it('breaks no line with the keys that send the message', () => {
    expect(press('Enter', { ctrlKey: true }).defaultPrevented).toBe(true);
    expect(changed).not.toHaveBeenCalled();
  });

  it('takes of what is put in only what an email may have', () => {
    editor.setHtml('<p onclick="run()">Hi <b>you</b><img src="https://elsewhere.example/seen.gif"><script>run()</script></p>');
    expect(document.querySelector('[role=textbox]')?.innerHTML).toBe('<p>Hi <strong>you</strong></p>');
  });
});
