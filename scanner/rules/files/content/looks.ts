import type { FileRule } from '../../../engine/file-rule.ts'
import type { InspectedFile } from '../../../engine/inspection.ts'
import type { Verdict } from '../../../engine/rule.ts'
import { anyAssignments, type Assignment, hasRealUrlCredentials, xmlAssignments } from './assignments.ts'
import { jsonOf, jsonStrings } from './json.ts'
import { textOf } from './text.ts'
import { valueKind } from './values.ts'

/** Looks that many rules share: each is made from what differs. */
type Look = NonNullable<FileRule['look']>

const settle = (isRisky: boolean, why: string): Verdict | undefined => (isRisky ? undefined : { drop: why })

const nothing = 'none of its secret settings has a value'

/** Risky where a setting whose name matches has a value that somebody could use. For INI, YAML, properties and code. */
export const holdsReal =
  (name: RegExp): Look =>
  (file) =>
    settle(anyAssignments(textOf(file)).some(isReal(name)), nothing)

/** The same for JSON, whose names and values may stand far apart; falls back to holdsReal where it is no whole JSON. */
export const jsonHoldsReal =
  (name: RegExp): Look =>
  (file, path) => {
    const root = jsonOf(textOf(file))
    return root === undefined
      ? holdsReal(name)(file, path)
      : settle(jsonStrings(root).some(isReal(name)), nothing)
  }

/** The same for XML elements and attributes. */
export const xmlHoldsReal =
  (name: RegExp): Look =>
  (file) =>
    settle(xmlAssignments(textOf(file)).some(isReal(name)), nothing)

/** The same for values in quotes only: in code, what is not quoted is an expression. */
export const codeHoldsReal =
  (name: RegExp): Look =>
  (file) =>
    settle(
      anyAssignments(textOf(file)).some((one) => one.quoted && isReal(name)(one) && !isWording(one.value)),
      nothing,
    )

/** Names of other settings and sentences: `password_field = 'user_password'`, `password: 'Your new password'`. */
const isWording = (value: string): boolean =>
  /^[A-Za-z]{1,40}(?:[_.:-][A-Za-z]{1,40}){1,8}$/.test(value) || (/\s/.test(value) && !/\d/.test(value))

/** Risky where the engine found a secret in the file: for formats whose secrets the secret rules know. */
export const holdsSecretsOr =
  (look: Look): Look =>
  (file, path) =>
    file.realSecrets > 0 ? undefined : look(file, path)

/** Risky where a URL in it carries a password. */
export const holdsUrlCredentials = (file: InspectedFile): Verdict | undefined =>
  settle(textOf(file).split('\n').slice(0, 5000).some(hasRealUrlCredentials), 'no URL with a password')

/** Risky where any of these looks says so; the first that does decides. */
export const anyOf =
  (...looks: readonly Look[]): Look =>
  (file, path) => {
    let verdict: Verdict | undefined
    for (const look of looks) {
      verdict = look(file, path)
      if (verdict === undefined || !('drop' in verdict)) return verdict
    }
    return verdict
  }

/** Risky where the text matches. */
export const containsText =
  (pattern: RegExp): Look =>
  (file) =>
    settle(pattern.test(textOf(file)), 'its content is something else')

const isReal =
  (name: RegExp) =>
  (one: Pick<Assignment, 'name' | 'value'>): boolean =>
    name.test(one.name) && valueKind(one.value) === 'real'
