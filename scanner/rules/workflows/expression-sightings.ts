import type { ScalarNode } from '../documents/document.ts'
import { within } from '../documents/places.ts'
import { identityOf, type Sighting } from '../documents/sighting.ts'
import { type Expression, expressionsIn } from './expressions.ts'
import type { Job, Step, Workflow } from './workflow.ts'

/** After so many findings in one text, more of them say nothing new. */
const mostSaid = 100

/** What there is to say of the inside of an expression. */
export type JudgeExpression = (
  inside: string,
  expression: Expression,
) => Omit<Sighting, 'place' | 'identity'> | null

/** The script of a step: what it runs in a shell, or hands to an action that runs it. */
export function scriptIn(step: Step): ScalarNode | null {
  const script = step.run ?? step.with?.entries.find(({ key }) => key === 'script')?.value
  return script?.kind === 'scalar' ? script : null
}

/** Every expression of a text that `judge` has something to say about. */
export function expressionSightings(
  workflow: Workflow,
  job: Job,
  node: ScalarNode,
  judge: JudgeExpression,
): readonly Sighting[] {
  const judged = expressionsIn(node.text).flatMap((expression) => {
    const judgement = judge(expression.inside, expression)
    return judgement ? [{ ...expression, judgement }] : []
  })
  return judged.slice(0, mostSaid).map(({ whole, at, inside, judgement }) => ({
    place: workflow.document.place(within(workflow.document, node, whole, at)),
    ...judgement,
    identity: identityOf(workflow.name, job.id, inside),
  }))
}
