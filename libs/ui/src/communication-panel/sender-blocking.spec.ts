import { TestBed } from '@angular/core/testing';
import { MatSnackBar } from '@angular/material/snack-bar';
import { type Account, type AccountPatch, type Email } from '@mailroom/contract';
import { signal } from '@angular/core';
import { Confirm } from '../components/confirm';
import { AccountStore } from '../data-access/account-store';
import { anAccount } from '../testing/samples';
import { SenderBlocking } from './sender-blocking';

const email = { accountId: 'a1', from: { name: 'Promo', address: 'Promo@Nuisance.example' } } as Email;

describe('Blocking a sender', () => {
  const accounts = signal<Account[]>([]);
  const update = jest.fn<Promise<void>, [string, AccountPatch]>();
  const ask = jest.fn<Promise<boolean>, []>();
  const open = jest.fn();
  const excluded = () => accounts()[0]?.exclusions.addresses;

  beforeEach(() => {
    jest.clearAllMocks();
    accounts.set([anAccount({ exclusions: { addresses: ['old@example.com'], domains: [], sensitivities: [], maxSize: null } })]);
    update.mockImplementation((_, { exclusions }) => {
      if (exclusions) accounts.update((all) => all.map((account) => ({ ...account, exclusions })));
      return Promise.resolve();
    });
    ask.mockResolvedValue(true);
    open.mockReturnValue({ onAction: () => ({ subscribe: (undo: () => void) => undo }) });
    TestBed.configureTestingModule({
      providers: [
        { provide: AccountStore, useValue: { accounts, update } },
        { provide: Confirm, useValue: { ask } },
        { provide: MatSnackBar, useValue: { open } },
      ],
    });
  });

  it('adds the address to what the account excludes, in lower case and once, and can be undone', async () => {
    const blocking = TestBed.inject(SenderBlocking);
    await blocking.block(email);
    await blocking.block(email);
    expect(excluded()).toEqual(['old@example.com', 'promo@nuisance.example']);
    await blocking.unblock('a1', 'promo@nuisance.example');
    expect(excluded()).toEqual(['old@example.com']);
  });

  it('does nothing when the user thinks better of it', async () => {
    ask.mockResolvedValue(false);
    await TestBed.inject(SenderBlocking).block(email);
    expect(update).not.toHaveBeenCalled();
  });

  it('does not say that a sender is blocked whom the server does not exclude', async () => {
    update.mockResolvedValue();
    await TestBed.inject(SenderBlocking).block(email);
    expect(open.mock.calls.map(([text]) => text as string)).toEqual(['The sender could not be blocked.']);
  });
});
