import { FormControl, FormGroup } from '@angular/forms';
import { type AccountInput, accountInputSchema } from '@mailroom/contract';
import { contractValidator } from '../forms/contract-form';

type Texts<Name extends string> = FormGroup<Record<Name, FormControl<string>>>;
export type AddressForm = Texts<'emailAddress'>;
export type SignInForm = Texts<'login' | 'password' | 'sharedMailboxAddress'>;

export function addressForm(): AddressForm {
  const form: AddressForm = new FormGroup({ emailAddress: text() });
  form.addValidators(contractValidator(accountInputSchema.pick({ emailAddress: true }), () => form.getRawValue()));
  form.updateValueAndValidity();
  return form;
}

const signInSchema = accountInputSchema.pick({ login: true, password: true, sharedMailboxAddress: true }).required({ password: true });
const signInWithLoginSchema = signInSchema.required({ login: true });

/** The credentials; whether the login is among them depends on the provider. */
export function signInForm(asksLogin: () => boolean): SignInForm {
  const form: SignInForm = new FormGroup({ login: text(), password: text(), sharedMailboxAddress: text() });
  form.addValidators((group) => {
    const schema = asksLogin() ? signInWithLoginSchema : signInSchema;
    return contractValidator(schema, () => signInInput(form, asksLogin()))(group);
  });
  return form;
}

/** What is sent: a field that is empty or not asked for is left out. */
export function signInInput(form: SignInForm, asksLogin: boolean): Pick<AccountInput, 'login' | 'password' | 'sharedMailboxAddress'> {
  const { login, password, sharedMailboxAddress } = form.getRawValue();
  return {
    ...(asksLogin && login.trim() !== '' && { login }),
    ...(password !== '' && { password }),
    ...(sharedMailboxAddress.trim() !== '' && { sharedMailboxAddress }),
  };
}

function text(): FormControl<string> {
  return new FormControl('', { nonNullable: true });
}
