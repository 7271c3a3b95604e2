import { type RunningSimulator } from '../simulator';

/** Calls the control interface. */
export async function control<T = unknown>(
  simulator: RunningSimulator,
  method: string,
  path: string,
  body?: object,
): Promise<{ readonly status: number; readonly answer: T }> {
  const response = await fetch(`${simulator.controlUrl}${path}`, { method, body: JSON.stringify(body) ?? null });
  return { status: response.status, answer: (await response.json()) as T };
}
