import { whyRenderers } from '../../report/decision-formats.ts'
import { AppError } from '../../scanner/errors.ts'
import type { WhyFlags } from '../commands/why.ts'
import { exitCodes } from '../exit-code.ts'
import type { Program } from '../program.ts'
import { writeOutput } from '../write-output.ts'
import { withDatabase } from './open-deployment.ts'

/** `gatehouse why` */
export async function explainRepositoryDecision(
  program: Program,
  given: string,
  flags: WhyFlags,
): Promise<void> {
  const { environment } = program
  const [name = '', owner = '', host] = given.split('/').toReversed()
  const explanation = await withDatabase(program, async ({ store }) => {
    const { findRepositories } = await import('../../app/database/find-repository.ts')
    const { readExplanation } = await import('../../app/database/read-explanation.ts')
    const found = await findRepositories(store, 'everything', {
      owner,
      name,
      ...(host !== undefined && { host }),
    })
    const [first] = found
    if (first === undefined)
      throw new AppError('not-found', `No repository called ${given} is recorded.`, {
        todo: 'Check its name, and that Gatehouse is installed on its organization.',
      })
    if (found.length > 1) {
      const names = found.map((one) => `${one.host}/${one.name}`).join(', ')
      throw new AppError('usage', `There are several of that name: ${names}.`, {
        todo: 'Write the host too.',
      })
    }
    return readExplanation(store, 'everything', first, new Date())
  })
  if (explanation === undefined)
    throw new AppError('not-found', `Nothing is decided about ${given} yet.`, {
      todo: 'Wait until it was looked at.',
    })
  const text = whyRenderers[flags.format](explanation, environment)
  writeOutput(environment, program.mask(text), flags.output)
  program.end(whyExits[explanation.decision.outcome])
}

const whyExits = {
  allowed: exitCodes.clean,
  denied: exitCodes.findings,
  'needs-approval': exitCodes.needsRequest,
  unknown: exitCodes.notEverything,
} as const
