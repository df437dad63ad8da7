// Installs the dependencies when they are missing or differ from package-lock.json. Quiet when there is nothing to do.
import { ready } from './lib/ready.mjs';

await ready(import.meta.url, async () => 0);
