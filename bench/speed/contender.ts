/** A program and what it is started with. */
export interface Command {
  readonly program: string
  readonly arguments: readonly string[]
  /** Default: the caller's folder. */
  readonly folder?: string
  /** A file that is its standard input. */
  readonly input?: string
}

/** What is made once for a tree or a history and given to all contenders. */
export interface Subject {
  readonly path: string
  /** The prefilter's literals, one a line. */
  readonly literals: string
  /** The same as patterns, each with or without regard to letter case, as the prefilter searches it. */
  readonly patterns: string
  /** Ids of every blob that the history reaches, in pack order, one a line; empty for a tree. */
  readonly blobs: string
}

/** One program that does the same work, or a part of it that none can do without. */
export interface Contender {
  readonly name: string
  /** What it is called on PATH; undefined for Gatehouse, whose build is known. */
  readonly program?: string
  readonly version: readonly string[]
  /** Undefined where it does not do this. */
  readonly tree?: (program: string, subject: Subject) => Command
  readonly history?: (program: string, subject: Subject) => Command
  /** Finds in what it prints how many bytes it looked at: some leave out much of a tree by the names of its folders. */
  readonly scanned?: RegExp
  /** Exit codes of a run that worked, with findings or without. */
  readonly works: readonly number[]
  /** Where it comes from, for whoever wants to measure it too. */
  readonly install: string
}
