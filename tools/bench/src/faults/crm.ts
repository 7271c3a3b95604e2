import { type ApiClient, type Product } from '@mailroom/test-bed';

/** Nobody answers just now: the product is being killed or is starting. */
export class Away extends Error {}

/** The product as its users reach it through all its crashes. */
export class Crm {
  isUp = true;
  private readonly clients = new Map<string, ApiClient>();

  constructor(readonly product: Product) {}

  /** Signed in once: a session outlives a crash. */
  async as(user: string): Promise<ApiClient> {
    const known = this.clients.get(user);
    if (known) return known;
    const client = await reached(() => this.product.signIn(user));
    this.clients.set(user, client);
    return client;
  }

  get<Answer>(user: string, route: string): Promise<Answer> {
    return this.call(user, 'GET', route);
  }

  /** @throws Away when no answer came: what was asked for may have happened all the same */
  async call<Answer>(user: string, method: string, route: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    const client = await this.as(user);
    return reached(() => client.call<Answer>(method, `/api/mail${route}`, body, headers));
  }

  async bytes(user: string, route: string): Promise<Buffer> {
    const client = await this.as(user);
    return reached(() => client.bytes(`/api/mail${route}`));
  }
}

async function reached<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    // What fetch throws when there is no answer, or half of one.
    if (error instanceof TypeError || error instanceof SyntaxError) throw new Away('The product did not answer.', { cause: error });
    throw error;
  }
}
