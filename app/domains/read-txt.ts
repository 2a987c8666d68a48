import type { TxtResolver } from './resolvers.ts'

/** What one resolver says of one name. */
export type TxtAnswer = { readonly resolver: string } & (
  | { readonly state: 'answered'; readonly records: readonly string[] }
  /** The name is there, or one below it, and has no TXT record. */
  | { readonly state: 'no-records' }
  | { readonly state: 'no-name' }
  /** It says nothing of the name: `why` completes "it …". */
  | { readonly state: 'failed'; readonly why: string }
)

/** Asks each resolver for the TXT records of a name. Does not throw: who cannot be asked says so. */
export const readTxt = (resolvers: readonly TxtResolver[], name: string): Promise<readonly TxtAnswer[]> =>
  Promise.all(resolvers.map((resolver) => ask(resolver, name)))

async function ask({ name: resolver, resolveTxt }: TxtResolver, name: string): Promise<TxtAnswer> {
  try {
    const records = await resolveTxt(name)
    return records.length > 0 ? { resolver, state: 'answered', records } : { resolver, state: 'no-records' }
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENODATA') return { resolver, state: 'no-records' }
    // c-ares calls NXDOMAIN so.
    if (code === 'ENOTFOUND') return { resolver, state: 'no-name' }
    return { resolver, state: 'failed', why: failures[code] ?? `failed with ${code}` }
  }
}

const failures: Readonly<Record<string, string>> = {
  ETIMEOUT: 'did not answer in time',
  ECONNREFUSED: 'could not be reached',
  ESERVFAIL:
    'could not find out (SERVFAIL), as where DNSSEC is broken or no name server of the domain answers',
  EREFUSED: 'refused to answer',
  EBADNAME: 'was asked for a name that no domain can have',
  ECANCELLED: 'was not waited for',
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'an unknown error'
