import { judgeTxt, type TxtStanding, type WantedTxt } from './judge-txt.ts'
import { readTxt } from './read-txt.ts'
import type { TxtResolver } from './resolvers.ts'

/** What a look at a wanted record brought. */
export interface TxtLook {
  readonly standing: TxtStanding
  /** The name at which the record was found instead. */
  readonly misplaced: string | undefined
}

/**
 * Looks for a record through every resolver. Where it is missing, it also looks where providers put it that add the domain to a whole
 * name: `example.com.example.com`.
 */
export async function lookUpTxt(
  resolvers: readonly TxtResolver[],
  wanted: WantedTxt,
  times: { readonly before: TxtStanding | undefined; readonly now: Date },
): Promise<TxtLook> {
  const standing = judgeTxt(wanted, await readTxt(resolvers, wanted.name), times)
  if (standing.state !== 'missing') return { standing, misplaced: undefined }
  const name = `${wanted.name}.${wanted.domain}`
  const there = judgeTxt(wanted, await readTxt(resolvers, name), { ...times, before: undefined })
  return { standing, misplaced: there.state === 'found' || there.state === 'partly' ? name : undefined }
}
