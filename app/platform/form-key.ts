import { z } from 'zod'

/** The key that comes with a form, as `FormKey` makes it: see `once`. It is kept as it is, so it can hold no words. */
export const formKey = z.string().regex(/^[\w.:-]{8,80}$/)
