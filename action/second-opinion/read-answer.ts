import type { Answer } from './question.ts'
import type { OpinionNote } from './opinion.ts'
import type { ReviewedFile } from './reviewed-change.ts'

const most = { notes: 10, title: 160, text: 1_500 } as const

export interface ReadAnswer {
  readonly notes: readonly OpinionNote[]
  readonly explanations: ReadonlyMap<number, string>
  readonly dropped: number
}

/**
 * Takes from an answer what is about the change. The answer may have been steered by the change itself, so nothing in it is believed
 * but as words: a place must be one that was shown, and lengths are bounded. Pure.
 * @param findings how many were told
 */
export function readAnswer(answer: Answer, files: readonly ReviewedFile[], findings: number): ReadAnswer {
  const shown = new Map(files.map(({ path, lines }) => [path, lines]))
  const fitting = answer.notes.filter(
    ({ file, line, title }) => title.trim() !== '' && shown.get(file)?.has(line),
  )
  const notes = fitting
    .toSorted((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity))
    .slice(0, most.notes)
    .map(({ file, line, severity, title, explanation }) => ({
      path: file,
      line,
      severity,
      title: shortened(title, most.title),
      explanation: shortened(explanation, most.text),
    }))
  const explanations = new Map(
    answer.explanations
      .filter(({ finding, text }) => finding >= 1 && finding <= findings && text.trim() !== '')
      .map(({ finding, text }) => [finding - 1, shortened(text, most.text)]),
  )
  const kept = notes.length + explanations.size
  return { notes, explanations, dropped: answer.notes.length + answer.explanations.length - kept }
}

const order = ['high', 'medium', 'low']

const shortened = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`
