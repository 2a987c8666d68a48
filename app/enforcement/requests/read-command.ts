import { type CommandKind, commandForms, type ReadCommand, type WrittenCommand } from './command.ts'
import { commandLines } from '../../../policies/command-lines.ts'
import { readNumbers } from './read-numbers.ts'
import { readWaived } from './read-waived.ts'
import { reasonOf } from '../../../policies/reason-of.ts'

/** As long as GitHub lets names be: 39 characters of an owner, 100 of a repository. Letters of other scripts are none. */
const repositoryName = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/[A-Za-z0-9_.-]{1,100}$/
const ticketForm = /^[A-Za-z0-9#][A-Za-z0-9#/_.:-]{0,199}$/
/** `SEC-12`, `CHG0030001`: letters and then a number, so that neither days nor a word is taken for one. */
const approvedTicket = /^[A-Za-z][A-Za-z0-9_]{1,39}-?[0-9]{1,20}$/
/** More nobody reads. */
export const longestReason = 1000
const mostDays = 730

/**
 * What a comment asks of Gatehouse. Pure, for every text there is.
 * @param organization login of the organization: only its repositories are told from the words of a reason
 * @returns undefined: nothing
 */
export function readCommand(body: string, organization: string): ReadCommand | undefined {
  const lines = commandLines(body)
  const [line] = lines
  if (line === undefined) return undefined
  if (lines.length > 1)
    return problem('Only one command can stand in a comment. Write a comment for each of them.')
  const [word = '', ...words] = line.split(/[ \t]+/)
  const kind = kindOf(word)
  if (kind === undefined) return problem(`There is no such command. ${allForms}`)
  return readers[kind](words, organization)
}

const problem = (text: string): ReadCommand => ({ ok: false, problem: text })
const good = (command: WrittenCommand): ReadCommand => ({ ok: true, command })
const wrong = (kind: CommandKind, what: string): ReadCommand =>
  problem(`${what} Write \`${commandForms[kind]}\`.`)

const allForms = `Write one of these, at the start of a line: ${Object.values(commandForms)
  .map((form) => `\`${form}\``)
  .join(', ')}.`

const kindOf = (word: string): CommandKind | undefined =>
  // oxlint-disable-next-line no-unsafe-type-assertion -- Object.keys forgets which texts they are
  (Object.keys(commandForms) as readonly CommandKind[]).find((kind) => kind === word.toLowerCase())

type Reader = (words: readonly string[], organization: string) => ReadCommand

const readers: Readonly<Record<CommandKind, Reader>> = {
  request: (words) => {
    const [first = ''] = words
    const isNamed = first.includes('/')
    if (isNamed && !repositoryName.test(first))
      return wrong('request', 'That is no name of a repository: it is `owner/repository`, in plain letters.')
    const rest = isNamed ? words.slice(1) : words
    const isTimed = rest[0]?.toLowerCase() === 'for' && /^[-+.]*\p{Nd}/u.test(rest[1] ?? '')
    const days = isTimed ? readDays(rest[1]) : undefined
    if (isTimed && days === undefined) return wrong('request', daysProblem)
    const reason = reasonOf((isTimed ? rest.slice(2) : rest).join(' '))
    if (reason.length > longestReason) return wrong('request', reasonProblem)
    return good({ kind: 'request', repository: isNamed ? first : undefined, days, reason })
  },
  approve: (words) => {
    const { before, condition } = splitCondition(words)
    if (condition !== undefined) {
      const missing = conditionMissing(condition)
      if (missing) return missing
    }
    const last = before.at(-1) ?? ''
    const isTicket = approvedTicket.test(last) && before.length <= 2
    const timedPart = timed('approve', isTicket ? before.slice(0, -1) : before)
    if (!timedPart.ok || timedPart.command.kind !== 'approve') return timedPart
    return good({
      ...timedPart.command,
      ...(isTicket && { ticket: last }),
      ...(condition !== undefined && { condition }),
    })
  },
  renew: (words) => timed('renew', words),
  deny: (words) => {
    const reason = reasonOf(words.join(' '))
    const missing = reasonMissing('deny', reason)
    return missing ?? good({ kind: 'deny', reason })
  },
  revoke: (words, organization) => {
    const { repository, rest } = named(words, organization)
    const reason = reasonOf(rest.join(' '))
    return reasonMissing('revoke', reason) ?? good({ kind: 'revoke', repository, reason })
  },
  emergency: (words, organization) => {
    const { repository, rest } = named(words, organization)
    const ticket = rest.at(-1) ?? ''
    const reason = reasonOf(rest.slice(0, -1).join(' '))
    if (reason === '')
      return wrong('emergency', 'An emergency needs a reason, and a ticket as the last word.')
    // A sentence's last word is no ticket: one has a digit.
    if (!ticketForm.test(ticket) || !/[0-9]/.test(ticket))
      return wrong('emergency', 'The last word must be a ticket, with a number in it.')
    return reasonMissing('emergency', reason) ?? good({ kind: 'emergency', repository, reason, ticket })
  },
  keep: (words) => {
    const numbers = readNumbers(words.join(','))
    return numbers === undefined ? wrong('keep', numbersProblem) : good({ kind: 'keep', numbers })
  },
  drop: ([first = '', ...rest]) => {
    const numbers = readNumbers(first)
    if (numbers === undefined) return wrong('drop', numbersProblem)
    const reason = reasonOf(rest.join(' '))
    return reasonMissing('drop', reason) ?? good({ kind: 'drop', numbers, reason })
  },
  reviewed: (words) => {
    const text = reasonOf(words.join(' '))
    return reasonMissing('reviewed', text) ?? good({ kind: 'reviewed', words: text })
  },
  except: (words) => {
    const { waived, rest: others } = readWaived(words)
    if (typeof waived === 'string') return wrong('except', waived)
    const [term, ...rest] = others
    const days = readDays(term)
    if (days === undefined) return wrong('except', daysProblem)
    const said = /^owner:@?([A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9_.-]{1,100}) control:(.*)$/i.exec(
      rest.join(' '),
    )
    if (!said) return wrong('except', 'It needs an owner, which is a team, and what is done instead.')
    const [, owner = '', written = ''] = said
    const control = reasonOf(written)
    const missing = reasonMissing('except', control)
    return missing ?? good({ kind: 'except', waived, days, owner, control })
  },
  'end-exception': (words) => {
    const [number = ''] = words
    if (words.length !== 1 || !/^[1-9][0-9]{0,14}$/.test(number))
      return wrong('end-exception', 'Name one exception, by its number.')
    return good({ kind: 'end-exception', exception: number })
  },
}

/** What stands behind `condition:`; undefined: nothing is asked for besides. */
function splitCondition(words: readonly string[]) {
  const at = words.findIndex((word) => /^condition:/i.test(word))
  if (at === -1) return { before: words, condition: undefined }
  const written = words
    .slice(at)
    .join(' ')
    .replace(/^condition:/i, '')
  return { before: words.slice(0, at), condition: reasonOf(written) }
}

function conditionMissing(condition: string): ReadCommand | undefined {
  if (!/[\p{L}\p{N}]/u.test(condition)) return wrong('approve', 'The condition is empty.')
  return condition.length > longestReason
    ? wrong('approve', `A condition has at most ${longestReason} characters.`)
    : undefined
}

const numbersProblem = 'Name what is meant by its numbers in the list above, or `all`.'

/** Anything more is refused: who writes "approve 90d once it is clean" has not approved. */
function timed(kind: 'approve' | 'renew', words: readonly string[]): ReadCommand {
  const [first] = words
  if (words.length > 1)
    return wrong(
      kind,
      kind === 'approve'
        ? 'Nothing else may stand on that line but what is asked for besides, behind `condition:`.'
        : 'Nothing else may stand on that line.',
    )
  const days = first === undefined ? undefined : readDays(first)
  if (first !== undefined && days === undefined) return wrong(kind, daysProblem)
  return good({ kind, days })
}

const daysProblem = `Days are a whole number from 1 to ${mostDays}, such as \`90d\`.`
const reasonProblem = `A reason has at most ${longestReason} characters.`

function readDays(word: string | undefined): number | undefined {
  const digits = /^([0-9]{1,3})(?:d|days?)?$/i.exec(word ?? '')?.[1]
  const days = Number(digits)
  return digits !== undefined && days >= 1 && days <= mostDays ? days : undefined
}

function reasonMissing(kind: CommandKind, reason: string): ReadCommand | undefined {
  // Only of letters and digits a reason can be made: neither of marks nor of what nobody sees.
  if (!/[\p{L}\p{N}]/u.test(reason)) return wrong(kind, 'It needs a reason.')
  return reason.length > longestReason ? wrong(kind, reasonProblem) : undefined
}

function named(words: readonly string[], organization: string) {
  const [first = '', ...rest] = words
  const isNamed =
    repositoryName.test(first) && first.toLowerCase().startsWith(`${organization.toLowerCase()}/`)
  return isNamed ? { repository: first, rest } : { repository: undefined, rest: words }
}

/** `owner/name`, as GitHub lets them be. */
export const isRepositoryName = (text: string): boolean => repositoryName.test(text)
