/** Where a datum is from. `read`: we have read that page or file; `unverified`: seen in public repositories, or inferred. */
export interface Source {
  readonly url: string
  readonly checked: 'read' | 'unverified'
}

interface Sourced {
  readonly source: Source
}

/** A GitHub App the assistant acts through. Match on the slug first: ids are stable, but harder to check. */
export interface AssistantApp extends Sourced {
  readonly slug: string
  /** null: not known. */
  readonly id: number | null
}

/** An account that acts on GitHub in the assistant's name. Never match on display names. */
export interface AssistantBot extends Sourced {
  readonly login: string
  readonly id: number | null
}

/** What an action is to us: which of the assistant's ways of running it stands for. */
export type RunForm = 'action' | 'base-action' | 'review-action'

/** A GitHub Action that runs the assistant. */
export interface AssistantAction extends Sourced {
  /** `owner/repository`, as in `uses:`. GitHub compares it in any letter case. */
  readonly repository: string
  /** The folder inside it, where the action is not at the root. */
  readonly folder?: string
  readonly form: RunForm
  /** Whether the action itself refuses people without write access, and bots. */
  readonly checksActor: boolean
  readonly inputs: {
    /** Inputs whose text becomes instructions for the assistant. */
    readonly prompt: readonly string[]
    /** Inputs with command-line arguments for the assistant. */
    readonly commandLine: readonly string[]
    /** Inputs that list the tools it may use without asking. */
    readonly allowedTools: readonly string[]
    /** Inputs that hold settings as JSON, or the path of a settings file. */
    readonly settings: readonly string[]
    /** Inputs that take a credential. */
    readonly credentials: readonly string[]
  }
}

/** A package whose installation or execution means that the assistant runs. */
export interface AssistantPackage extends Sourced {
  readonly registry: 'npm' | 'pypi' | 'homebrew' | 'winget' | 'linux'
  readonly name: string
  /** `program`: brings the command; `sdk`: a library with which a program runs the assistant. */
  readonly kind: 'program' | 'sdk'
}

export interface AssistantCommand extends Sourced {
  readonly name: string
  /** Flags with which it runs without a person. */
  readonly unattended: readonly string[]
  /** First arguments with which it does something else than run the assistant. */
  readonly otherUses: readonly string[]
}

/** An address whose content installs the assistant. */
export interface AssistantInstaller extends Sourced {
  /** Host and path, without the scheme. */
  readonly address: string
}

/** A secret or variable name that speaks of the assistant. */
export interface AssistantVariable extends Sourced {
  readonly name: string
  /** `proves`: nothing else uses it. `hints`: used with the assistant, but with other things as well. */
  readonly weight: 'proves' | 'hints'
  readonly kind: 'secret' | 'variable'
}

/** A file or folder the assistant reads from a repository. */
export interface AssistantFile extends Sourced {
  /** Relative to the folder it is started in, with `/`; a folder ends in `/`. */
  readonly path: string
  readonly what: string
  /** Whether it belongs into a repository. */
  readonly shared: boolean
}

/** A frontmatter key and value of GitHub Agentic Workflows that choose the assistant. */
export interface AgenticEngine extends Sourced {
  readonly engine: string
}

/** One AI product that is governed: everything needed to recognise it. All of it is data. */
export interface Assistant {
  /** Permanent. */
  readonly id: string
  readonly name: string
  readonly apps: readonly AssistantApp[]
  readonly bots: readonly AssistantBot[]
  readonly actions: readonly AssistantAction[]
  readonly packages: readonly AssistantPackage[]
  readonly commands: readonly AssistantCommand[]
  readonly installers: readonly AssistantInstaller[]
  readonly variables: readonly AssistantVariable[]
  readonly files: readonly AssistantFile[]
  /** Base names that the assistant's own set-up gives its workflows. */
  readonly workflowFiles: readonly ({ readonly name: string } & Sourced)[]
  readonly agenticEngines: readonly AgenticEngine[]
  /** Names of check runs it creates. */
  readonly checkRuns: readonly ({ readonly name: string } & Sourced)[]
  /** What its commits carry as a trailer: the trailer's key and a part of its value. */
  readonly commitTrailers: readonly ({ readonly key: string; readonly contains: string } & Sourced)[]
}
