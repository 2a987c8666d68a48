/**
 * Stands for the condition of somebody's approval in texts that are kept, as the audit log keeps them: what people wrote is read when the
 * text is sent.
 */
export const conditionMark = ({ request, by }: ConditionOf): string => `{condition:${request}:${by}}`

export interface ConditionOf {
  /** Our id. */
  readonly request: string
  /** The person's id. */
  readonly by: string
}

const marks = /\{condition:(?<request>[0-9]+):(?<by>[0-9a-f-]{36})\}/g

/** Whose conditions a text names. */
export const conditionsIn = (text: string): readonly ConditionOf[] =>
  [...text.matchAll(marks)].flatMap(({ groups }) =>
    groups?.['request'] !== undefined && groups['by'] !== undefined
      ? [{ request: groups['request'], by: groups['by'] }]
      : [],
  )

/** @param written by their marks, escaped; of one that is missing nothing is said */
export const withConditions = (text: string, written: ReadonlyMap<string, string>): string =>
  text.replaceAll(marks, (mark) => written.get(mark) ?? 'It is no more there to be read.')
