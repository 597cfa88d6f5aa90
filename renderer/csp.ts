import { z } from 'zod';

// The page allows no code from strings: schemas are checked without the compiled fast path.
z.config({ jitless: true });
