import { type FileSample, lines } from '../../../documents/file-sample.ts'

/** A composite action, as a file. */
export const actionSample = (steps: readonly string[], inputs: readonly string[] = []): FileSample => ({
  path: 'action.yml',
  text: () =>
    lines(
      'name: Sample',
      ...(inputs.length > 0 ? ['inputs:', ...inputs.map((name) => `  ${name}: { description: some }`)] : []),
      'runs:',
      '  using: composite',
      '  steps:',
      ...steps.map((line) => `    ${line}`),
    ),
})
