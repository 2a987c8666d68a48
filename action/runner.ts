/** What the Actions runner does for a run; `@actions/core` in the real one. */
export interface Runner {
  readonly input: (name: string) => string
  /** Text that is never to be shown in a log. */
  readonly hide: (text: string) => void
  readonly info: (line: string) => void
  readonly annotate: (level: 'error' | 'warning' | 'notice', message: string, at: AnnotatedPlace) => void
  readonly output: (name: string, value: string | number | boolean) => void
  /** Markdown on the page of the run. */
  readonly summarize: (markdown: string) => Promise<void>
  /** Ends the run as failed, with a line that says why. */
  readonly fail: (message: string) => void
}

export interface AnnotatedPlace {
  readonly title: string
  readonly file?: string
  /** 1-based. */
  readonly startLine?: number
  readonly endLine?: number
}
