import { type HarnessLoader } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { HttpTestingController, type TestRequest } from '@angular/common/http/testing';
import { type EnvironmentProviders, type Provider, type Type } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatFormFieldHarness } from '@angular/material/form-field/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { MatRadioButtonHarness } from '@angular/material/radio/testing';
import { MatSelectHarness } from '@angular/material/select/testing';
import { provideTestHost, settled } from './mailroom-testing';

interface Setting {
  who?: 'administrator' | 'user';
  inputs?: Record<string, unknown>;
  providers?: (Provider | EnvironmentProviders)[];
}

/** A component as its user meets it: by what it says, dialogs that it opens included; the API is played by the test. */
export class Screen<Component> {
  readonly http = TestBed.inject(HttpTestingController);
  readonly loader: HarnessLoader;

  private constructor(readonly fixture: ComponentFixture<Component>) {
    this.loader = TestbedHarnessEnvironment.documentRootLoader(fixture);
  }

  static show<Component>(component: Type<Component>, { who = 'user', inputs = {}, providers = [] }: Setting = {}): Screen<Component> {
    TestBed.configureTestingModule({ providers: [...provideTestHost(who), ...providers] });
    const fixture = TestBed.createComponent(component);
    for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
    return new Screen(fixture);
  }

  /** Everything that is to be read, one thing after the other. */
  text(): string {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: string[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode.textContent?.trim() ?? '');
    return texts.join(' ').replaceAll(/\s+/g, ' ');
  }

  element<Kind extends HTMLElement>(selector: string): Kind {
    const found = document.querySelector<Kind>(selector);
    if (!found) throw new Error(`There is no ${selector}.`);
    return found;
  }

  field(label: string): Promise<MatFormFieldHarness> {
    return this.loader.getHarness(MatFormFieldHarness.with({ floatingLabelText: label }));
  }

  async hasField(label: string): Promise<boolean> {
    return (await this.loader.getAllHarnesses(MatFormFieldHarness.with({ floatingLabelText: label }))).length > 0;
  }

  async input(label: string): Promise<MatInputHarness> {
    const control = await (await this.field(label)).getControl(MatInputHarness);
    if (!control) throw new Error(`“${label}” is no text field.`);
    return control;
  }

  async enter(label: string, text: string): Promise<void> {
    await (await this.input(label)).setValue(text);
  }

  async select(label: string, option: string): Promise<void> {
    const control = await (await this.field(label)).getControl(MatSelectHarness);
    await control?.clickOptions({ text: option });
  }

  async choose(label: string | RegExp): Promise<void> {
    await (await this.loader.getHarness(MatRadioButtonHarness.with({ label }))).check();
  }

  async press(text: string | RegExp): Promise<void> {
    await (await this.loader.getHarness(MatButtonHarness.with({ text }))).click();
  }

  async hasButton(text: string | RegExp): Promise<boolean> {
    return (await this.loader.getAllHarnesses(MatButtonHarness.with({ text }))).length > 0;
  }

  async errorsOf(label: string): Promise<string[]> {
    return (await this.field(label)).getTextErrors();
  }

  settle(): Promise<void> {
    return settled(this.fixture);
  }

  /** The one call that awaits its answer: `'POST /api/mail/accounts'`. */
  async call(request: string): Promise<TestRequest> {
    await this.settle();
    return this.http.expectOne(({ method, url }) => `${method} ${url}` === request, request);
  }

  async answer(request: string, body: object | null, status = 200): Promise<void> {
    (await this.call(request)).flush(body, { status, statusText: String(status) });
    await this.settle();
  }
}
