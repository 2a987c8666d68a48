// Written by `npm run generate` from docs/openapi.json; do not edit.
// @generated
/* eslint-disable */
export interface paths {
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who calls, and what they may do */
        get: operations["readMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Organizations of which you see anything */
        get: operations["listOrganizations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One organization */
        get: operations["readOrganization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/repositories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Repositories, with what was decided and what reaches them */
        get: operations["listRepositories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/repositories/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many repositories a filter finds */
        get: operations["countRepositories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/repositories/{repository}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One repository: its decision with every reason, its connections, its owners */
        get: operations["readRepository"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/repositories/recheck": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has repositories read and decided again
         * @description Those that you do not see are left out without a word.
         */
        post: operations["recheckRepositories"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was done and decided, by whom and when
         * @description Each organization has a chain of its own. A program that follows it asks for `order=oldest`, keeps `next`, and where that is null asks again with the last cursor that it had: events come at least once, in their order, with none left out.
         */
        get: operations["listAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            /** @description Where the code is explained. */
            type: string;
            /** @description What the status means. */
            title: string;
            status: number;
            /** @description Permanent: for programs to branch on. */
            code: string;
            /** @description What was wrong, and where. */
            detail: string;
            /** @description What to do about it. */
            todo: string;
            /** @description Names the request in the log of who runs Gatehouse. */
            request: string;
            problems?: {
                at: string;
                message: string;
            }[];
        };
        AuditEvent: {
            organization: string;
            sequence: number;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            kind: "organization.added" | "organization.suspended" | "organization.resumed" | "organization.removed" | "organization.leaving" | "organization.staying" | "sweep.started" | "sweep.finished" | "policy.changed" | "policy.invalid" | "decision.made" | "connection.found" | "connection.gone" | "connection.unwatched" | "repository.gone" | "finding.opened" | "finding.changed" | "setting.attested" | "organization-finding.opened" | "organization-finding.changed" | "organization-finding.closed" | "effect.planned" | "effect.attempted" | "effect.waiting" | "effect.applied" | "effect.already-so" | "effect.failed" | "effect.withdrawn" | "switch.intended" | "switch.ended" | "connection.corrected" | "wave.undone" | "hold.opened" | "hold.closed" | "changes.paused" | "changes.resumed" | "enforcement.accepted" | "enforcement.voided" | "request.opened" | "request.closed" | "approval.given" | "approval.ended" | "button.pressed" | "check.imitated" | "recertification.opened" | "recertification.asked" | "recertification.answered" | "recertification.closed" | "exception.given" | "exception.ended" | "emergency.reviewed";
            /** @description An opaque id of a person; null: Gatehouse by itself. */
            actor: string | null;
            /** @description Their login now; null: erased, or nobody. */
            actorName: string | null;
            /** @description `repository:17` */
            subject: string;
            subjectName: string | null;
            data: {
                [key: string]: unknown;
            };
            previous: string;
            hash: string;
        };
        Me: {
            person: string | null;
            login: string | null;
            name: string | null;
            avatarUrl: string | null;
            /** @enum {string} */
            via: "session" | "api-token" | "github-token";
            /** @description For `x-csrf-token`, which changes need in a session. */
            csrfToken: string | null;
            signedInAt: string | null;
            readonly roles: {
                organization: string;
                /** @enum {string} */
                role: "owner" | "admin" | "member" | "auditor";
                readonly permissions: ("read" | "request-access" | "answer-finding" | "re-check" | "read-policy" | "change-policy" | "read-audit" | "export-audit" | "read-settings" | "pause" | "resume" | "accept-plan" | "end-access" | "undo-wave" | "manage-members" | "manage-tokens")[];
                /** @description Else only what they can read on GitHub. */
                seesAll: boolean;
            }[];
        };
        Organization: {
            id: string;
            login: string;
            /** @description `github.com` */
            host: string;
            /** @description Our id of the organization above it. */
            parent: string | null;
            isSuspended: boolean;
            isLeaving: boolean;
            /** @description Nothing is changed on GitHub. */
            isPaused: boolean;
            policy: {
                /** @enum {string} */
                state: "valid" | "invalid" | "refused" | "missing" | "unreadable" | "unknown";
                /** @description The version in force: `acme/gatehouse@1a2b3c4`, or a shipped one. */
                name: string;
                readonly problems: string[];
            };
            /** @description Changes that wait for a Gatehouse owner. */
            held: number;
            /** @description Why they wait. */
            waits: string | null;
            lastSweepAt: string | null;
        };
        ListedRepository: {
            id: string;
            organization: {
                id: string;
                login: string;
                host: string;
            };
            /** @description Without the owner. */
            name: string;
            visibility: string;
            isArchived: boolean;
            /** @enum {string} */
            outcome: "allowed" | "denied" | "needs-approval" | "unknown" | "undecided";
            /** @description The policy’s group that it falls into. */
            group: string | null;
            mode: ("observe" | "notify" | "enforce") | null;
            /**
             * Format: date-time
             * @description Since when the outcome is this one.
             */
            since: string;
            /** @description When it changes by itself. */
            changesAt: string | null;
            readonly connectedPaths: ("app-installation" | "workflow" | "secret" | "fine-grained-token" | "deploy-key" | "native-agent" | "cloud-session")[];
            readonly possiblePaths: ("app-installation" | "workflow" | "secret" | "fine-grained-token" | "deploy-key" | "native-agent" | "cloud-session")[];
            readonly unknownPaths: ("app-installation" | "workflow" | "secret" | "fine-grained-token" | "deploy-key" | "native-agent" | "cloud-session")[];
            /** @description Gatehouse can take one of these connections away. */
            canChange: boolean;
            openSecrets: number;
            openFiles: number;
            /** @description Of open findings: 0 none, 1 info, 2 low, 3 medium, 4 high, 5 critical. */
            worst: number;
            readonly owners: string[];
            /** @description The open request. */
            request: string | null;
            approvedUntil: string | null;
            scannedAt: string | null;
            scanFailedAt: string | null;
        };
        Reason: {
            /** @description Permanent id of the policy check. */
            check: string;
            /** @enum {string} */
            state: "met" | "unmet" | "unknown";
            wanted: string;
            found: string;
            todo?: string;
            /** @description Fingerprints of the findings that it rests on. */
            readonly findings?: string[];
            /**
             * @description Shown, and decides nothing.
             * @constant
             */
            advisory?: true;
        };
        Connection: {
            assistant: string;
            path: string;
            /** @enum {string} */
            state: "connected" | "possible" | "not-seen" | "unknown";
            /** @enum {string} */
            control: "enforceable" | "detectable" | "unknown";
            readonly evidence: string[];
            why?: string;
            /** Format: date-time */
            readAt: string;
        };
        Explanation: {
            host: string;
            repository: string;
            decision: {
                /** @enum {string} */
                outcome: "allowed" | "denied" | "needs-approval" | "unknown";
                group: string | null;
                /** @enum {string} */
                mode: "observe" | "notify" | "enforce";
                readonly reasons: components["schemas"]["Reason"][];
                policy: string;
                /** Format: date-time */
                since: string;
                /** Format: date-time */
                decidedAt: string;
                changesAt: string | null;
            };
            owners: {
                kind: string;
                readonly owners: string[];
                why: string;
            };
            readonly paths: components["schemas"]["Connection"][];
            findings: {
                open: {
                    critical: number;
                    high: number;
                    medium: number;
                    low: number;
                    info: number;
                };
                settled: number;
            };
            lookedAt: {
                paths: string | null;
                commit: string | null;
                contentProblem?: string;
            };
            readonly remarks: string[];
        };
        RepositoryAccount: {
            summary: components["schemas"]["ListedRepository"];
            /** @description null: nothing was decided of it yet. */
            explanation: components["schemas"]["Explanation"] | null;
            /** @description Its page on its GitHub host. */
            page: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description What was wrong, and what to do about it. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was wrong, and what to do about it. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrganizations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        readonly items: components["schemas"]["Organization"][];
                    };
                };
            };
            /** @description What was wrong, and what to do about it. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was wrong, and what to do about it. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            /** @description What was wrong, and what to do about it. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was wrong, and what to do about it. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRepositories: {
        parameters: {
            query?: {
                organization?: string;
                /** @description A part of the name without the owner. */
                search?: string;
                outcome?: ("allowed" | "denied" | "needs-approval" | "unknown" | "undecided") | ("allowed" | "denied" | "needs-approval" | "unknown" | "undecided")[];
                /** @description Whether an assistant reaches it by any path. */
                connected?: "true" | "false";
                path?: "app-installation" | "workflow" | "secret" | "fine-grained-token" | "deploy-key" | "native-agent" | "cloud-session";
                /** @description Whether findings are open. */
                findings?: "true" | "false";
                unowned?: "true" | "false";
                requested?: "true" | "false";
                group?: string;
                visibility?: "public" | "private" | "internal";
                order?: "name" | "since" | "worst";
                /** @description Rows of a page. */
                limit?: number;
                /** @description From the page before: `next`. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        readonly items: components["schemas"]["ListedRepository"][];
                        /** @description Where the next page begins; null: this was the last. */
                        next: string | null;
                    };
                };
            };
            /** @description What was wrong, and what to do about it. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was wrong, and what to do about it. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    countRepositories: {
        parameters: {
            query?: {
                organization?: string;
                /** @description A part of the name without the owner. */
                search?: string;
                outcome?: ("allowed" | "denied" | "needs-approval" | "unknown" | "undecided") | ("allowed" | "denied" | "needs-approval" | "unknown" | "undecided")[];
                /** @description Whether an assistant reaches it by any path. */
                connected?: "true" | "false";
                path?: "app-installation" | "workflow" | "secret" | "fine-grained-token" | "deploy-key" | "native-agent" | "cloud-session";
                /** @description Whether findings are open. */
                findings?: "true" | "false";
                unowned?: "true" | "false";
                requested?: "true" | "false";
                group?: string;
                visibility?: "public" | "private" | "internal";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                    };
                };
            };
            /** @description What was wrong, and what to do about it. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was wrong, and what to do about it. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readRepository: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                repository: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepositoryAccount"];
                };
            };
            /** @description What was wrong, and what to do about it. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was wrong, and what to do about it. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recheckRepositories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    repositories: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        readonly repositories: string[];
                    };
                };
            };
            /** @description What was wrong, and what to do about it. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was wrong, and what to do about it. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                kind?: ("organization.added" | "organization.suspended" | "organization.resumed" | "organization.removed" | "organization.leaving" | "organization.staying" | "sweep.started" | "sweep.finished" | "policy.changed" | "policy.invalid" | "decision.made" | "connection.found" | "connection.gone" | "connection.unwatched" | "repository.gone" | "finding.opened" | "finding.changed" | "setting.attested" | "organization-finding.opened" | "organization-finding.changed" | "organization-finding.closed" | "effect.planned" | "effect.attempted" | "effect.waiting" | "effect.applied" | "effect.already-so" | "effect.failed" | "effect.withdrawn" | "switch.intended" | "switch.ended" | "connection.corrected" | "wave.undone" | "hold.opened" | "hold.closed" | "changes.paused" | "changes.resumed" | "enforcement.accepted" | "enforcement.voided" | "request.opened" | "request.closed" | "approval.given" | "approval.ended" | "button.pressed" | "check.imitated" | "recertification.opened" | "recertification.asked" | "recertification.answered" | "recertification.closed" | "exception.given" | "exception.ended" | "emergency.reviewed") | ("organization.added" | "organization.suspended" | "organization.resumed" | "organization.removed" | "organization.leaving" | "organization.staying" | "sweep.started" | "sweep.finished" | "policy.changed" | "policy.invalid" | "decision.made" | "connection.found" | "connection.gone" | "connection.unwatched" | "repository.gone" | "finding.opened" | "finding.changed" | "setting.attested" | "organization-finding.opened" | "organization-finding.changed" | "organization-finding.closed" | "effect.planned" | "effect.attempted" | "effect.waiting" | "effect.applied" | "effect.already-so" | "effect.failed" | "effect.withdrawn" | "switch.intended" | "switch.ended" | "connection.corrected" | "wave.undone" | "hold.opened" | "hold.closed" | "changes.paused" | "changes.resumed" | "enforcement.accepted" | "enforcement.voided" | "request.opened" | "request.closed" | "approval.given" | "approval.ended" | "button.pressed" | "check.imitated" | "recertification.opened" | "recertification.asked" | "recertification.answered" | "recertification.closed" | "exception.given" | "exception.ended" | "emergency.reviewed")[];
                actor?: string;
                subject?: string;
                from?: string;
                /** @description Exclusive. */
                to?: string;
                search?: string;
                /** @description Programs that follow the log ask for the oldest first. */
                order?: "newest" | "oldest";
                /** @description Rows of a page. */
                limit?: number;
                /** @description From the page before: `next`. */
                cursor?: string;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        readonly items: components["schemas"]["AuditEvent"][];
                        /** @description Where the next page begins; null: this was the last. */
                        next: string | null;
                    };
                };
            };
            /** @description What was wrong, and what to do about it. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was wrong, and what to do about it. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
