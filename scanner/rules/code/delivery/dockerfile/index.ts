import type { DockerfileRule } from '../delivery-rule.ts'
import { dockerfilePipedInstall, dockerfileTls, unverifiedDownload } from './in-instructions.ts'
import { secretInImage } from './secret-in-image.ts'

/** What is looked for in every Dockerfile. */
export const dockerfileRules: readonly DockerfileRule[] = [
  secretInImage,
  unverifiedDownload,
  dockerfileTls,
  dockerfilePipedInstall,
]
