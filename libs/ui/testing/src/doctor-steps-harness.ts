import { ComponentHarness } from '@angular/cdk/testing';
import { textOf } from './text-of';

export interface DoctorStep {
  /** As the screen calls it: “Sign in”. */
  label: string;
  /** How it went: “passed in 12 ms”. */
  note: string;
  remedy: string | null;
}

/** The steps of the set-up doctor, wherever it runs. */
export class DoctorStepsHarness extends ComponentHarness {
  static readonly hostSelector = 'mailroom-doctor-steps';

  async summary(): Promise<string | null> {
    return textOf(await this.locatorFor('.summary')());
  }

  async steps(): Promise<DoctorStep[]> {
    const rows = await this.locatorForAll('li')();
    return Promise.all(
      rows.map(async (_, index) => {
        const within = (part: string) => this.locatorForOptional(`li:nth-child(${index + 1}) ${part}`)();
        return {
          label: (await textOf(await within('.label'))) ?? '',
          note: (await textOf(await within('.note'))) ?? '',
          remedy: await textOf(await within('.remedy')),
        };
      }),
    );
  }
}
