import type { Schema } from '../../api.ts'
import { pathWords } from '../path-words.ts'

type Preview = Schema<'RevocationPreview'>
type After = NonNullable<Preview['after']>

/** What follows for one repository when access to it is taken back, a sentence each. Pure. */
export function followsOf({ approvals, endsRequest, after }: Preview): readonly string[] {
  if (approvals === 0 && !endsRequest) return ['There is no approval and no open request to be ended.']
  if (after === null) return ['What follows is not known: it is read again first.']
  const { outcome, mode, taken, stays } = after
  if (outcome === 'allowed') return ['The policy allows it without an approval: nothing is disconnected.']
  if (outcome === 'unknown') return ['Whether it is allowed then is not known: nothing is disconnected.']
  if (mode !== 'enforce') return ['It is not enforced here: nothing is disconnected.']
  if (taken.length === 0 && stays.length === 0) return ['Claude is not seen to reach it.']
  return [
    ...(taken.length > 0 ? [`Disconnected: ${inWords(taken.map(wayOf))}.`] : []),
    ...(stays.length > 0
      ? [`Stays, because Gatehouse does not change it here: ${inWords(stays.map(pathOf))}.`]
      : []),
  ]
}

const wayOf = ({ path, what }: After['taken'][number]): string =>
  path === 'secret' && what !== null ? `the secret ${what}` : pathOf(path)

function pathOf(path: string): string {
  const words = pathWords[path] ?? path
  return words.startsWith('A ') ? `a ${words.slice(2)}` : words
}

const inWords = (all: readonly string[]): string => [...new Set(all)].join(', ')
