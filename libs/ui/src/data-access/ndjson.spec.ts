import { HttpClient, HttpEventType, provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { ndjson } from './ndjson';

describe('An answer in newline-delimited JSON', () => {
  const read = () => {
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
    const values: unknown[] = [];
    const options = { observe: 'events', reportProgress: true, responseType: 'text' } as const;
    const subscription = ndjson(TestBed.inject(HttpClient).post('/stream', null, options)).subscribe((value) => values.push(value));
    return { values, subscription, request: TestBed.inject(HttpTestingController).expectOne('/stream') };
  };
  const progress = (partialText: string) => ({ type: HttpEventType.DownloadProgress, loaded: partialText.length, partialText }) as const;

  it('gives each value as soon as its line is whole, and once', () => {
    const { values, request } = read();
    request.event(progress('{"a":1}\n{"b"'));
    expect(values).toEqual([{ a: 1 }]);
    request.event(progress('{"a":1}\n{"b":2}\n'));
    expect(values).toEqual([{ a: 1 }, { b: 2 }]);
    request.flush('{"a":1}\n{"b":2}\n\n{"c":3}');
    expect(values).toEqual([{ a: 1 }, { b: 2 }, { c: 3 }]);
  });

  it('is hung up on when nobody listens any more', () => {
    const { subscription, request } = read();
    subscription.unsubscribe();
    expect(request.cancelled).toBe(true);
  });
});
