import { threshold } from '../fields.ts'
import { defineCheck } from './check.ts'
import { answerNone, counts, fromUp, isInTree } from './counted-findings.ts'

/**
 * By name, so that no new rule about these files can be forgotten here. Templates only get here when a file rule found
 * real values in them.
 */
const environmentFile = /(?:^|\/)(?:\.env(?:rc|[._-][^/]*)?|[^/]+\.env|env\.[^/]*|\.dev\.vars[^/]*)$/i

export const trackedEnvFiles = defineCheck({
  name: 'noTrackedEnvFiles',
  id: 'tracked-env-files',
  needs: 'scan',
  setting: threshold('low').describe(
    'No `.env` file or variant of it is tracked. Severity `low` means all of them, except templates without real values.',
  ),
  wanted: (setting) => `no environment file (\`.env\` and its variants) is tracked, ${fromUp(setting)}`,
  judge: (setting, { facts, findings }) =>
    answerNone(
      facts.scan,
      findings.filter(
        (finding) =>
          finding.kind === 'file' &&
          environmentFile.test(finding.path) &&
          isInTree(finding) &&
          counts(finding, setting),
      ),
      {
        one: 'environment file',
        many: 'environment files',
        todo: 'Take it out of the repository (`git rm --cached .env`), add it to `.gitignore`, keep a `.env.example` with names only.',
      },
    ),
})
