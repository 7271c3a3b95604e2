import { createDatabase, serviceDatabases } from '../testing/service-databases';
import { describeSearch } from '../testing/search-promises';

describe.each(serviceDatabases)('search on $title', (database) => {
  describeSearch(() => createDatabase(database));
});
