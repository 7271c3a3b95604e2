import { get } from 'node:https';
import { startSimulator } from './testing/checked-simulator';

it('a client can trust the authorities of several simulators at once', async () => {
  const simulators = await Promise.all([startSimulator(), startSimulator()]);
  const ca = simulators.flatMap((simulator) => simulator.ca ?? []);
  const statuses = simulators.map(
    ({ url }) =>
      new Promise((resolve, reject) => {
        get(url, { ca }, (response) => {
          response.resume();
          resolve(response.statusCode);
        }).on('error', reject);
      }),
  );
  expect(await Promise.all(statuses)).toEqual([401, 401]);
  await Promise.all(simulators.map((simulator) => simulator.close()));
});
