import { FormControl, FormGroup } from '@angular/forms';
import { type AccountInput, accountInputSchema, type ProviderMatch } from '@mailroom/contract';
import { contractValidator } from '../forms/contract-form';

type Texts<Name extends string> = FormGroup<Record<Name, FormControl<string>>>;
export type AddressForm = Texts<'emailAddress'>;
export type SignInForm = Texts<'login' | 'password' | 'sharedMailboxAddress'>;
type SignInInput = Pick<AccountInput, 'login' | 'password' | 'sharedMailboxAddress'>;

export function addressForm(): AddressForm {
  const form: AddressForm = new FormGroup({ emailAddress: text() });
  form.addValidators(contractValidator(accountInputSchema.pick({ emailAddress: true }), () => form.getRawValue()));
  form.updateValueAndValidity();
  return form;
}

const optional = accountInputSchema.pick({ login: true, password: true, sharedMailboxAddress: true });
const withPassword = optional.required({ password: true });
const withLogin = withPassword.required({ login: true });

/** The credentials; which of them there are depends on what the provider asks. */
export function signInForm(asks: () => ProviderMatch['asks']): SignInForm {
  const form: SignInForm = new FormGroup({ login: text(), password: text(), sharedMailboxAddress: text() });
  form.addValidators((group) => {
    const schema = asks().includes('login') ? withLogin : asks().includes('password') ? withPassword : optional;
    return contractValidator(schema, () => signInInput(form, asks()))(group);
  });
  return form;
}

/** What is sent: a field that is empty or not asked for is left out. */
export function signInInput(form: SignInForm, asks: ProviderMatch['asks']): SignInInput {
  const { login, password, sharedMailboxAddress } = form.getRawValue();
  return {
    ...(asks.includes('login') && login.trim() !== '' && { login }),
    ...(asks.includes('password') && password !== '' && { password }),
    ...(sharedMailboxAddress.trim() !== '' && { sharedMailboxAddress }),
  };
}

function text(): FormControl<string> {
  return new FormControl('', { nonNullable: true });
}
