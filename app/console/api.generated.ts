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
    "/api/v1/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What assistants reach, against what is allowed */
        get: operations["readOverview"];
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
    "/api/v1/parents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Organizations whose policy others extend */
        get: operations["listParents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parents/{parent}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One organization above others, with those below it */
        get: operations["readParent"];
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
    "/api/v1/repositories/{repository}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to one repository
         * @description Its decisions, its connections, what was asked and approved, found and changed, from the audit log and the newest first. Who sees the repository sees this, also without being allowed to read the log of its organization; the events are not all that a change would write, and cannot be verified as a chain: that is what the log is for.
         */
        get: operations["listRepositoryHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** By which paths assistants reach repositories that you see, and what shows it */
        get: operations["listConnections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests that you see, made, or can approve */
        get: operations["listRequests"];
        put?: never;
        /**
         * Asks that Claude may reach a repository
         * @description As `/gatehouse request` does, by the same rules. A repository that you cannot see on GitHub is answered as one that is not there.
         */
        post: operations["requestAccess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{request}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One request, with what was approved of it */
        get: operations["readRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for several repositories, each with an outcome of its own */
        post: operations["requestAccessToMany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{request}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approves, denies or withdraws a request
         * @description By the rules of `/gatehouse approve` and `/gatehouse deny`: the teams of the policy decide who may, as GitHub knows them now, and not a role here.
         */
        post: operations["answerRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Approvals of repositories that you see
         * @description In force: those that end soonest first. Over: the last one first.
         */
        get: operations["listApprovals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{approval}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes access to a repository back
         * @description As `/gatehouse revoke` does: every approval of the repository ends, and its open request with them. Who may, the policy’s teams and Gatehouse owners decide, as GitHub knows them now.
         */
        post: operations["endApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emergency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets a repository in at once, where the policy has emergency access
         * @description As `/gatehouse emergency` does: it ends by itself within hours, alarms at once, and has to be reviewed by somebody else. It needs that you signed in within the last 15 minutes.
         */
        post: operations["letInAtOnce"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/revocations/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What taking access back from repositories would disconnect
         * @description By what is recorded: GitHub is asked nothing, and nothing is changed. Whether you may revoke is not asked either: the policy’s teams decide it when you do.
         */
        post: operations["previewRevocations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/revocations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes access to several repositories back, each with an outcome of its own
         * @description As `/gatehouse revoke` does of each: every approval of the repository ends, and its open request with them. Who may, the policy’s teams and Gatehouse owners decide, as GitHub knows them now.
         */
        post: operations["revokeMany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emergency-reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Emergencies that somebody has to look at, or has looked at
         * @description Of repositories that you see, and those that are yours to review. Open: the first due first. Reviewed: the last one first.
         */
        get: operations["listEmergencyReviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emergency-reviews/{approval}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The review of one emergency */
        get: operations["readEmergencyReview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/emergency-reviews/{approval}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says that you have looked at what an emergency was used for
         * @description As `/gatehouse reviewed` does, by the same rules: a Gatehouse owner, who could approve or who may use emergencies, as GitHub knows them now, and never who used this one.
         */
        post: operations["reviewEmergency"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exceptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is waived for repositories that you see, by whom and until when
         * @description In force: those that end soonest first. Over: the last one first.
         */
        get: operations["listExceptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exceptions/{exception}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One exception */
        get: operations["readException"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{request}/exceptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Waives a condition, or findings, for the repository of a request
         * @description As `/gatehouse except` does in its issue, by the same rules: whom the policy lets, as GitHub knows them now, and never who asked.
         */
        post: operations["giveException"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exceptions/{exception}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends an exception before its day
         * @description As `/gatehouse end-exception` does, by the same rules as giving one.
         */
        post: operations["endException"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recertifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which approvals are confirmed again, by whom, and how far they are
         * @description The newest first; those that ask about a repository that you see, or that ask you.
         */
        get: operations["listRecertifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recertifications/{recertification}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One recertification, with its reviewers */
        get: operations["readRecertification"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recertifications/{recertification}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was answered of each repository that you see, or may answer for */
        get: operations["listRecertificationItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recertifications/{recertification}/reviews/{review}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says which approvals are still needed, and which end
         * @description As `/gatehouse keep` and `/gatehouse drop` do in the issue of the review, by the same rules: who is asked there, or owns Gatehouse, as GitHub knows them now. Nobody keeps what they asked for themselves, unless the policy lets them.
         */
        post: operations["answerRecertification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is to be changed on GitHub, what keeps it, and by when it is done */
        get: operations["readPlan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/plan/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets pass what waits for a Gatehouse owner
         * @description Only what was seen: `If-Match` brings the plan’s `digest` in quotes. Where the plan is another one by now, nothing is accepted. It needs that you signed in within the last 15 minutes.
         */
        post: operations["acceptPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was changed on GitHub, newest first */
        get: operations["listChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops every change of an organization within seconds */
        post: operations["pauseChanges"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a pause of an organization
         * @description A pause of the whole deployment stays. It needs that you signed in within the last 15 minutes.
         */
        post: operations["resumeChanges"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/waves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions of the policy that took something which is still taken */
        get: operations["listWaves"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/waves/{wave}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What undoing a wave would give back */
        get: operations["previewUndo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/waves/{wave}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives back what a version of the policy took
         * @description `count` says how many you were shown that it gives back: another number is refused. It needs that you signed in within the last 15 minutes.
         */
        post: operations["undoWave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{request}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What becomes of a request, as it happens
         * @description Server-sent events, one whenever something has changed. It ends when there is nothing more to tell, and after 30 seconds at most: ask again then, as browsers do by themselves. Each is the request as it is then, with `isUnderWay`: its repository is being decided anew, or GitHub changed because of it. The end is one that is answered and of which nothing is under way.
         */
        get: operations["followRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/changes/{change}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What becomes of one change on GitHub, as it happens
         * @description Server-sent events, one whenever something has changed. It ends when there is nothing more to tell, and after 30 seconds at most: ask again then, as browsers do by themselves. Each is the change as it is then: `state`, `attempts`, `problem`, `notBefore`. The end is one with `finishedAt`.
         */
        get: operations["followChange"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/plan/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far an organization’s changes on GitHub are, as they are made
         * @description Server-sent events, one whenever something has changed. It ends when there is nothing more to tell, and after 30 seconds at most: ask again then, as browsers do by themselves. Each says how many are `planned`, `held` for a Gatehouse owner and left to people (`manual`), and when the last one was planned and was over. The end is one with nothing `planned`.
         */
        get: operations["followPlan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Findings, the same one in many repositories as one
         * @description Grouped by rule and fingerprint in each organization. What is gone everywhere is left out.
         */
        get: operations["listFindings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many findings of each rule are open, and what became of the others */
        get: operations["listFindingRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/{rule}/{fingerprint}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One finding everywhere, with its places and since when assistants could read it
         * @description Places have masked excerpts. An empty first page: there is none that you can see.
         */
        get: operations["readFinding"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/repositories/{repository}/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was found in a repository and is not gone */
        get: operations["listRepositoryFindings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/verdicts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was said of findings and waits for somebody to confirm it
         * @description The oldest first, of repositories that you see. Whom the policy names confirms it or ends it, as GitHub knows them now.
         */
        get: operations["listWaitingVerdicts"];
        put?: never;
        /**
         * Says what findings are: false positives, accepted risks, or rotated
         * @description Whom the policy names gives a verdict, which counts from the next decision on; from whoever else may answer it is a question to them. It is about these repositories alone, and takes the place of the one before.
         */
        post: operations["answerFindings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/verdicts/{verdict}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a verdict that somebody asked for */
        post: operations["confirmVerdict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/findings/verdicts/{verdict}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a verdict back, or the question for one */
        post: operations["endVerdict"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/verdicts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Verdicts of an organization: those that wait, or those that were given */
        get: operations["listVerdicts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/sweeps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whole looks at an organization, the newest first */
        get: operations["listSweeps"];
        put?: never;
        /** Has all of an organization read and decided again */
        post: operations["startSweep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/sweeps/{sweep}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one sweep looked at, and what it could not look at */
        get: operations["readSweep"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/sweeps/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far the sweep that is under way has come
         * @description Server-sent events, one whenever something has changed. It ends when there is nothing more to tell, and after 30 seconds at most: ask again then, as browsers do by themselves. Each says `done` of `total` repositories, what is under way in words, and `state`. The end is one of which that is not `running`.
         */
        get: operations["followSweep"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The policy in force, and what was found last */
        get: operations["readPolicy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/policy/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions of the policy, the newest first */
        get: operations["listPolicyVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy-schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a policy may hold, as JSON Schema */
        get: operations["readPolicySchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/policy/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a policy would change, by today’s facts
         * @description Nothing is written. One that is not valid is answered with its problems.
         */
        post: operations["previewPolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/policy/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Policies that were proposed here, the newest first */
        get: operations["listPolicyProposals"];
        put?: never;
        /**
         * Propose another policy
         * @description It becomes a pull request in the policy repository, and holds once that is merged. One that is not valid is refused.
         */
        post: operations["proposePolicy"];
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
    "/api/v1/organizations/{organization}/audit-events/{sequence}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One event */
        get: operations["readAuditEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/audit-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the record is whole
         * @description Every event is read and every hash computed again, which takes its time. Gatehouse says here that Gatehouse was not tampered with: to have it from elsewhere, export the record, and verify it by `gatehouse audit verify` with heads and keys that you kept.
         */
        get: operations["checkAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/audit-events/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The record as one file
         * @description JSON Lines are exact, and `gatehouse audit verify` reads them. One that ends before its line of the type `end` was cut off on its way.
         */
        get: operations["exportAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An evidence pack of a period
         * @description A ZIP with the state at both ends of the period, all that was asked, given, ended and changed in it, what was not looked at, and the record that it comes from, signed. `gatehouse evidence verify` checks it without Gatehouse’s database. It is made when it is asked for, which takes minutes for a long record.
         */
        get: operations["makeEvidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * People and what they are in an organization
         * @description Whom Gatehouse knows: people who signed in, and those who were granted a role.
         */
        get: operations["listMembers"];
        put?: never;
        /**
         * Grants somebody a role
         * @description In place of what they were granted before, or are by being in the organization on GitHub. An auditor sees all of it, and need not be in it. Whoever gets another role is signed out everywhere. It needs that you signed in within the last 15 minutes.
         */
        post: operations["grantRole"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/members/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends what somebody was granted
         * @description They are again what they are on GitHub. It needs that you signed in within the last 15 minutes.
         */
        delete: operations["endRole"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/members/{person}/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs somebody out everywhere */
        post: operations["signOutMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/members/{person}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Everything that is kept of a person
         * @description What this organization and they themselves have, by table. It is recorded. It needs that you signed in within the last 15 minutes.
         */
        post: operations["exportPerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/members/{person}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erases a person
         * @description Names, sessions, identities and words, everywhere. What they approved stays under an id that leads to nobody. Who orders it must own every organization that knows them. It cannot be undone. It needs that you signed in within the last 15 minutes.
         */
        post: operations["erasePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/identity-connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Identity providers of an organization */
        get: operations["listIdentityConnections"];
        put?: never;
        /**
         * Connects an identity provider
         * @description Nobody has to sign in by it until it is enforced.
         */
        post: operations["connectIdentityProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/identity-connections/{connection}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends the use of an identity provider
         * @description It gives no roles any more, and sessions that came of it are over.
         */
        delete: operations["endIdentityConnection"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/identity-connections/{connection}/role-lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets which groups and claims give roles
         * @description In place of all lines before: for each organization the first that fits.
         */
        post: operations["setRoleLines"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/identity-connections/{connection}/enforcement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says who has to sign in by it
         * @description To widen it needs that you came through it within the last hour, and that two owners hold recovery codes.
         */
        post: operations["enforceIdentityConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes your own recovery codes
         * @description In place of those you had. Each works once, with your account of GitHub, past single sign-on.
         */
        post: operations["makeRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/sign-in-domains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Domains whose people the identity provider vouches for */
        get: operations["listSignInDomains"];
        put?: never;
        /** Names a domain, and shows its TXT record */
        post: operations["addSignInDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/sign-in-domains/{domain}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Looks for a domain’s TXT record */
        post: operations["checkSignInDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/sign-in-domains/{domain}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a domain */
        delete: operations["removeSignInDomain"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * By which tokens programs read an organization
         * @description Those that work first, the newest of them first; at most 200.
         */
        get: operations["listTokens"];
        put?: never;
        /**
         * Makes a token for a program
         * @description It reads what its scopes say, of all of the organization, until it expires. It is in this answer and nowhere else: Gatehouse keeps a hash. It needs that you signed in within the last 15 minutes.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/tokens/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a token at once */
        delete: operations["endToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** For how long what is kept, and legal holds */
        get: operations["readRetention"];
        put?: never;
        /**
         * Sets for how long what is kept
         * @description What is older is deleted within a day, and cannot be brought back. `rows` is what the preview said of the same days: a change that deletes another number is refused. It needs that you signed in within the last 15 minutes.
         */
        post: operations["changeRetention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/retention/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What would be deleted if things were kept for so long
         * @description Classes that are not named stay as they are. What is under a legal hold is not counted.
         */
        post: operations["previewRetention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/legal-holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keeps data from being deleted
         * @description Of one repository, one person, or the whole organization, until it is lifted. It needs that you signed in within the last 15 minutes.
         */
        post: operations["placeLegalHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/legal-holds/{hold}/lift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lifts a legal hold
         * @description What it kept is deleted with the next run where it was kept long enough. It needs that you signed in within the last 15 minutes.
         */
        post: operations["liftLegalHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/claude": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Claude's own side of an organization: settings, connections, people and domains */
        get: operations["readClaude"];
        put?: never;
        /**
         * Connects Claude's side by a Compliance Access Key, or replaces the key
         * @description The key is tried at once, refused where it may do more than read, and kept sealed. It needs that you signed in within the last 15 minutes.
         */
        post: operations["connectClaude"];
        /** Forgets the key and all that was read with it */
        delete: operations["disconnectClaude"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/claude/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has Claude's side and its domains looked at now */
        post: operations["lookAtClaude"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/claude/domains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has the record watched by which Claude knows a domain */
        post: operations["watchClaudeDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/claude/domains/{domain}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Has a domain not watched any more, until Claude verifies it again */
        delete: operations["forgetClaudeDomain"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/claude/group-mapping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What Claude would make of a mapping of groups; nothing is changed or kept */
        post: operations["checkGroupMapping"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How an organization is set up, and how the work on it goes */
        get: operations["readSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where you are signed in */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Signs you out somewhere */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/sinks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the audit log is sent on to, and how that goes */
        get: operations["listSinks"];
        put?: never;
        /**
         * Has the audit log sent to one more receiver
         * @description It needs that you signed in within the last 15 minutes.
         */
        post: operations["createSink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/sinks/{sink}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Changes, pauses or resumes a sink
         * @description It goes on where it was. It needs that you signed in within the last 15 minutes.
         */
        put: operations["changeSink"];
        post?: never;
        /** Ends a sink, and forgets its secret */
        delete: operations["endSink"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/sinks/{sink}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a test event, and says what the receiver answers
         * @description The event is marked as a test. Where it is taken, the sink is tried again at once.
         */
        post: operations["testSink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/sinks/{sink}/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Events that a receiver refused */
        get: operations["listSinkDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/sinks/{sink}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has events sent again that a receiver refused */
        post: operations["replaySink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/provisioning": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How people and groups come from identity providers */
        get: operations["listProvisioning"];
        put?: never;
        /**
         * Sets provisioning up, as a dry run
         * @description On a connection that is there, or on a new one through which nobody signs in. What the provider sends is kept, and no role follows from it until it is started. It needs that you signed in within the last 15 minutes.
         */
        post: operations["beginProvisioning"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/provisioning/{connection}/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What would follow for each group and person, and every mismatch
         * @description At most 2,000 of each.
         */
        get: operations["readProvisioningDryRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/provisioning/{connection}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends the dry run: groups give roles from now on
         * @description It needs that you signed in within the last 15 minutes.
         */
        post: operations["startProvisioning"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/provisioning/{connection}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes how many people may lose a role before an owner is asked
         * @description It needs that you signed in within the last 15 minutes.
         */
        patch: operations["changeProvisioning"];
        trace?: never;
    };
    "/api/v1/organizations/{organization}/provisioning/{connection}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets happen what was held back, since it takes much
         * @description For everybody, or for some people alone. What should not happen is put right at the provider: then nothing waits any more. It needs that you signed in within the last 15 minutes.
         */
        post: operations["applyProvisioning"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/provisioning/{connection}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a token for the identity provider
         * @description It is in this answer and nowhere else: Gatehouse keeps a hash. Three may work at once, so that one takes over from another without a gap. It needs that you signed in within the last 15 minutes.
         */
        post: operations["createScimToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization}/provisioning/{connection}/tokens/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a token of the identity provider at once */
        delete: operations["endScimToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        RoleLineInput: {
            /** @enum {string} */
            source: "group" | "claim";
            /** @description Of the group or the claim; letter case does not count. */
            name: string;
            /** @description What the claim has to be; null: a group. */
            value: string | null;
            /** @description null: each of the connection. */
            organization: string | null;
            /** @enum {string} */
            role: "owner" | "admin" | "member" | "auditor";
        };
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
            kind: "organization.added" | "organization.suspended" | "organization.resumed" | "organization.removed" | "organization.leaving" | "organization.staying" | "sweep.started" | "sweep.finished" | "policy.changed" | "policy.invalid" | "policy.proposed" | "decision.made" | "connection.found" | "connection.gone" | "connection.unwatched" | "repository.gone" | "finding.opened" | "finding.changed" | "setting.attested" | "organization-finding.opened" | "organization-finding.changed" | "organization-finding.closed" | "effect.planned" | "effect.attempted" | "effect.waiting" | "effect.applied" | "effect.already-so" | "effect.failed" | "effect.withdrawn" | "switch.intended" | "switch.ended" | "connection.corrected" | "wave.undone" | "hold.opened" | "hold.closed" | "changes.paused" | "changes.resumed" | "enforcement.accepted" | "enforcement.voided" | "request.opened" | "request.closed" | "approval.given" | "approval.ended" | "button.pressed" | "check.imitated" | "recertification.opened" | "recertification.asked" | "recertification.answered" | "recertification.closed" | "exception.given" | "exception.ended" | "emergency.reviewed" | "verdict.asked" | "verdict.given" | "verdict.ended" | "role.granted" | "role.ended" | "session.opened" | "session.ended" | "token.created" | "token.ended" | "person.exported" | "person.erased" | "legal-hold.placed" | "legal-hold.lifted" | "retention.changed" | "retention.deleted" | "keys.rotated" | "claude.connected" | "claude.disconnected" | "claude.repository-connected" | "claude.repository-disconnected" | "claude.setting-changed" | "claude.domain-named" | "claude.domain-forgotten" | "sink.added" | "sink.changed" | "sink.ended" | "sink.tested" | "sink.replayed" | "role.mapped" | "person.provisioned" | "person.changed" | "person.activated" | "person.deactivated" | "person.removed" | "group.provisioned" | "group.renamed" | "group.changed" | "group.removed" | "provisioning.begun" | "provisioning.started" | "provisioning.changed" | "provisioning.held" | "provisioning.released" | "identity-connection.created" | "identity-connection.changed" | "identity-connection.mapped" | "identity-connection.enforced" | "identity-connection.ended" | "identity.linked" | "sign-in-domain.added" | "sign-in-domain.verified" | "sign-in-domain.removed" | "recovery-codes.made" | "recovery-code.used";
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
        AuditCheck: {
            /**
             * @description `unproven`: nothing is wrong with it, and nothing vouches for its being all.
             * @enum {string}
             */
            verdict: "whole" | "unproven" | "broken";
            events: number;
            /** @description Signed ones that agree with it. */
            heads: number;
            /** @description The last event that one of them is about; 0: none. */
            signedTo: number;
            last: {
                sequence: number;
                hash: string;
            };
            /** @description What is wrong. */
            found: string | null;
            /** @description What that says about it. */
            means: string | null;
        };
        Approval: {
            id: string;
            organization: {
                id: string;
                login: string;
                host: string;
            };
            repository: {
                id: string;
                name: string;
            };
            request: string | null;
            /** @enum {string} */
            kind: "approval" | "emergency";
            /** @description Login; null: erased. */
            by: string | null;
            requestedBy: string | null;
            readonly actsFor: string[];
            /** Format: date-time */
            grantedAt: string;
            /**
             * Format: date-time
             * @description The policy’s `maxDays` may end it earlier.
             */
            expiresAt: string;
            ticket: string | null;
            /** @description What the approver asked for besides. */
            condition: string | null;
            endedAt: string | null;
            endedBy: string | null;
            endReason: string | null;
        };
        Plan: {
            organization: string;
            /** @description Of what an acceptance would let pass: send it with one. null: nothing waits. */
            digest: string | null;
            awaiting: number;
            isAccepted: boolean;
            notAccepted: string | null;
            pause: {
                reason: string;
                at: string | null;
                by: string | null;
            } | null;
            hold: {
                why: string;
                /** Format: date-time */
                openedAt: string;
            } | null;
            /**
             * @description The most that this deployment does.
             * @enum {string}
             */
            ceiling: "observe" | "notify" | "enforce";
            /** @description About when what may be made now is done. */
            doneAt: string | null;
            /** @description Requests to GitHub until then. */
            writes: number;
            readonly counts: {
                kind: string;
                state: string;
                count: number;
            }[];
            readonly changes: {
                id: string;
                /** @enum {string} */
                kind: "give-secret" | "drop-secret" | "secret-by-hand" | "enable-workflow" | "disable-workflow" | "deny-token-request" | "revoke-token" | "select" | "quarantine" | "connect" | "disconnect" | "claude-by-hand" | "check-run" | "pull-comment" | "policy-proposal" | "open-issue" | "comment" | "issue-state" | "owner-notice" | "need-permission" | "show-decision" | "keep-ruleset" | "define-property" | "set-property" | "clear-property" | "manual-steps" | "undo" | "remediation-pull-request";
                repository: {
                    id: string;
                    name: string;
                } | null;
                reason: string;
                /** @enum {string} */
                state: "planned" | "held" | "manual";
                problem: string | null;
                /** Format: date-time */
                plannedAt: string;
                /** Format: date-time */
                notBefore: string;
            }[];
            /** @description How many there are beyond those. */
            more: number;
        };
        PastChange: {
            id: string;
            /** @enum {string} */
            kind: "give-secret" | "drop-secret" | "secret-by-hand" | "enable-workflow" | "disable-workflow" | "deny-token-request" | "revoke-token" | "select" | "quarantine" | "connect" | "disconnect" | "claude-by-hand" | "check-run" | "pull-comment" | "policy-proposal" | "open-issue" | "comment" | "issue-state" | "owner-notice" | "need-permission" | "show-decision" | "keep-ruleset" | "define-property" | "set-property" | "clear-property" | "manual-steps" | "undo" | "remediation-pull-request";
            repository: {
                id: string;
                name: string;
            } | null;
            reason: string;
            /** @enum {string} */
            state: "applied" | "already-so" | "failed" | "withdrawn";
            problem: string | null;
            attempts: number;
            /** Format: date-time */
            plannedAt: string;
            /** Format: date-time */
            finishedAt: string;
        };
        Claude: {
            /** @description null: none is connected. */
            tenant: {
                /** @description Whose owner set the key. */
                owner: {
                    id: string;
                    login: string;
                };
                isOwner: boolean;
                readonly covers: {
                    id: string;
                    login: string;
                }[];
                /** @description The last characters of the key. */
                keyEnding: string;
                /** @enum {string} */
                keyState: "reads-only" | "unproven" | "gone";
                keyEndsAt: string | null;
                /** @description Login; null: erased. */
                setBy: string | null;
                /** Format: date-time */
                setAt: string;
                /** @description Up to when the feed was read. */
                readUntil: string | null;
                lookedAt: string | null;
                failingSince: string | null;
                problem: string | null;
                /** @description Activities that were taken in. */
                taken: number;
                /** @description Claude's organizations. */
                readonly names: string[];
            } | null;
            readonly switches: {
                /**
                 * @description As a policy names it.
                 * @enum {string}
                 */
                name: "webSessions" | "quickWebSetup" | "routines" | "codeReview" | "security" | "remoteControl" | "slack" | "bypassPermissions" | "singleSignOn";
                title: string;
                why: string;
                readonly clicks: string[];
                page: string;
                /** @description `on`, `off` or something between; null: Claude does not tell. */
                value: string | null;
                isWide: boolean;
                isRequired: boolean;
                since: string | null;
                by: string | null;
            }[];
            signIn: {
                /** @description null: Claude does not tell. */
                enabled: boolean | null;
                /** @description null: Claude does not tell. */
                enforced: boolean | null;
                /** @description null: Claude does not tell. */
                consoleEnforced: boolean | null;
                /** @description null: Claude does not tell. */
                directorySync: boolean | null;
                provisioning: string | null;
                failedSync: string | null;
                switchedOff: string | null;
            } | null;
            /** @description null: the key may not read it. */
            holders: {
                role: string;
                email: string | null;
            }[] | null;
            members: number | null;
            readonly domains: {
                domain: string;
                /** @description null: any that begins as Claude’s records do. */
                record: string | null;
                setUpBy: string | null;
                setUpAt: string | null;
                /** @enum {string} */
                state: "found" | "partly" | "other" | "missing" | "unknown" | "not-looked";
                since: string | null;
                readonly views: {
                    resolver: string;
                    /** @enum {string} */
                    state: "found" | "other" | "nothing" | "no-name" | "failed";
                    readonly records: string[];
                    why?: string;
                    since: string;
                }[];
                found: string | null;
                todo: string | null;
                lookedAt: string | null;
            }[];
            /** @description What is open at Claude, of what you see; at most 200. */
            readonly connections: {
                source: string;
                /** @enum {string} */
                via: "project" | "chat" | "code-review" | "integration" | "agent" | "agent-default";
                repository: {
                    id: string;
                    name: string;
                } | null;
                /** @description As Claude named it; null: all that an installation reaches. */
                named: string | null;
                openedAt: string | null;
                by: string | null;
                /** @description How a person undoes it. */
                undo: string;
            }[];
            moreConnections: number;
            readonly mapping: {
                group: string;
                gives: string;
            }[];
        };
        GroupMappingCheck: {
            readonly rows: {
                group: string;
                gives: string;
                /** @enum {string} */
                state: "matches" | "missing" | "contradicted";
                /** @description What the identity provider has instead. */
                nearest?: string | null;
                /** @description By what the two differ. */
                differs?: string | null;
                readonly others?: string[];
            }[];
            /** @description Groups that give nothing. */
            readonly unmapped: string[];
        };
        ListedConnection: {
            organization: {
                id: string;
                login: string;
                host: string;
            };
            repository: {
                id: string;
                name: string;
            };
            assistant: string;
            /** @enum {string} */
            path: "app-installation" | "workflow" | "secret" | "fine-grained-token" | "deploy-key" | "native-agent" | "cloud-session";
            /**
             * @description `not-seen`: looked for and not found. One path says nothing of another.
             * @enum {string}
             */
            state: "connected" | "possible" | "unknown" | "not-seen";
            /**
             * @description Whether Gatehouse can change it, only see it, or not even that.
             * @enum {string}
             */
            control: "enforceable" | "detectable" | "unknown";
            /** @description What it rests on, a sentence each. */
            readonly evidence: string[];
            /** @description Why it is not known, where it is not. */
            why: string | null;
            /**
             * Format: date-time
             * @description Since when it is in this state.
             */
            since: string;
            /** Format: date-time */
            readAt: string;
        };
        EmergencyReview: {
            /** @description Of the emergency. */
            approval: string;
            organization: {
                id: string;
                login: string;
                host: string;
            };
            repository: {
                id: string;
                name: string;
            };
            /** @description Login; null: erased. */
            usedBy: string | null;
            /** @description Who used it cannot review it. */
            isMine: boolean;
            /** @description Whether you see its repository on GitHub. Else you may review it, and are told what its issue tells: not what others found. */
            isSeen: boolean;
            /** @description As it was written: text, and never markup. */
            reason: string | null;
            ticket: string | null;
            /** Format: date-time */
            usedAt: string;
            /**
             * Format: date-time
             * @description When its access ends or has ended.
             */
            until: string;
            /** Format: date-time */
            dueAt: string;
            /** @description In the policy repository; null: none was made. */
            issue: number | null;
            reviewedAt: string | null;
            reviewedBy: string | null;
            /** @description What was found, as it was written. */
            words: string | null;
        };
        Exception: {
            id: string;
            organization: {
                id: string;
                login: string;
                host: string;
            };
            repository: {
                id: string;
                name: string;
            };
            waived: {
                /** @description Permanent id of the condition. */
                check: string;
            } | {
                /** @description Findings that are meant together; each thing that is said narrows it. */
                findings: {
                    readonly rules?: string[];
                    readonly kinds?: ("secret" | "file" | "workflow" | "assistant" | "code")[];
                    /** @description The gravest that is meant. */
                    severity?: string;
                    readonly paths?: string[];
                };
            };
            /** @description The team that answers for it. */
            owner: string;
            /** @description What is done instead, as it was written: text, and never markup. null: it was rebuilt from a record, which does not hold it. */
            control: string | null;
            /** @description Login; null: erased. */
            by: string | null;
            readonly actsFor: string[];
            /** @description In which it was given, in the policy repository. */
            issue: number;
            /** Format: date-time */
            grantedAt: string;
            /** Format: date-time */
            expiresAt: string;
            endedAt: string | null;
            endedBy: string | null;
        };
        FindingGroup: {
            organization: {
                id: string;
                login: string;
                host: string;
            };
            rule: string;
            fingerprint: string;
            title: string;
            isSecret: boolean;
            /** @enum {string} */
            severity: "low" | "medium" | "high" | "critical";
            /** Format: date-time */
            firstSeenAt: string;
            /** @description That have it, of those that you see. */
            repositories: number;
            /** @description Of these, how many an assistant can read now. */
            reachable: number;
            /** @description How many findings are in which state; those in which none is are left out. */
            states: {
                [key: string]: number;
            };
            /** @description Of these repositories, the first few. */
            readonly owners: string[];
        };
        Finding: {
            id: string;
            repository: {
                id: string;
                name: string;
                owner: string;
                host: string;
                /** @description Whether an assistant can read it now. */
                isReachable: boolean;
                readonly owners: string[];
            };
            rule: string;
            fingerprint: string;
            title: string;
            /** @enum {string} */
            severity: "info" | "low" | "medium" | "high" | "critical";
            isSecret: boolean;
            /** @enum {string} */
            state: "open" | "fixed-at-tip" | "rotated" | "false-positive" | "risk-accepted" | "gone";
            why: string | null;
            /** Format: date-time */
            firstSeenAt: string;
            /** Format: date-time */
            changedAt: string;
            /** Format: date-time */
            lastSeenAt: string;
            path: string;
            readonly places: {
                line: number | null;
                /** @description Masked. */
                excerpt: string;
                /** @description null: it is in the files now. */
                commit: string | null;
                /** @description The line on its GitHub host. */
                page: string | null;
            }[];
            /** @description When assistants could read it. */
            readonly exposure: {
                assistant: string;
                /** @enum {string} */
                state: "connected" | "possible";
                /** Format: date-time */
                from: string;
                /** @description Else it may have begun earlier. */
                beginIsKnown: boolean;
                /** @description null: it still can. */
                until: string | null;
                readonly paths: string[];
            }[];
        };
        RulePapers: {
            id: string;
            title: string;
            /** @description What somebody who has it can do. */
            why: string;
            /** @description What to do about it, as rotating it at its vendor. */
            fix: string;
            source: {
                url: string;
                /** @enum {string} */
                checked: "read" | "unverified" | "policy";
            };
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
                readonly permissions: ("read" | "request-access" | "answer-finding" | "re-check" | "sweep" | "read-policy" | "change-policy" | "read-audit" | "export-audit" | "read-settings" | "pause" | "resume" | "accept-plan" | "end-access" | "undo-wave" | "manage-members" | "manage-tokens" | "manage-data" | "manage-claude" | "manage-sinks")[];
                /** @description Else only what they can read on GitHub. */
                seesAll: boolean;
            }[];
        };
        RoleLine: {
            /** @enum {string} */
            source: "group" | "claim";
            /** @description Of the group or the claim; letter case does not count. */
            name: string;
            /** @description What the claim has to be; null: a group. */
            value: string | null;
            /** @description null: each of the connection. */
            organization: string | null;
            /** @enum {string} */
            role: "owner" | "admin" | "member" | "auditor";
        };
        IdentityConnection: {
            id: string;
            /** @enum {string} */
            kind: "oidc" | "saml" | "scim";
            name: string;
            /** @description What is not secret of its set-up. */
            settings: unknown;
            /**
             * @description Who has to sign in by it.
             * @enum {string}
             */
            enforcedFor: "nobody" | "people" | "groups" | "everybody";
            readonly enforcedOf: string[];
            readonly units: string[];
            /** Format: date-time */
            createdAt: string;
            endedAt: string | null;
            readonly roleLines: components["schemas"]["RoleLine"][];
        };
        SignInDomain: {
            id: string;
            domain: string;
            /** @description The TXT record that has to stand at the domain. */
            record: string;
            verifiedAt: string | null;
        };
        Member: {
            /** Format: uuid */
            person: string;
            /** @description null: erased. */
            login: string | null;
            /** @description What they are here; null: nothing now, since GitHub has not said lately that they belong to it. */
            role: ("owner" | "admin" | "member" | "auditor") | null;
            /** @description null: nothing; owners of the organization on GitHub are Gatehouse owners, its members are members. */
            granted: ("owner" | "admin" | "member" | "auditor") | null;
            grantedBy: string | null;
            grantedAt: string | null;
            onGitHub: ("admin" | "member") | null;
            /** @description What their identity provider gives them. */
            mapped: ("owner" | "admin" | "member" | "auditor") | null;
            /** @description With how many browsers they are signed in. */
            sessions: number;
            seenAt: string | null;
        };
        Organization: {
            id: string;
            login: string;
            /** @description `github.com` */
            host: string;
            /** @description Our id of the organization above it: whose policy its own extends. null: none of which you see anything. */
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
        Sweep: {
            id: string;
            organization: string;
            /** Format: date-time */
            startedAt: string;
            finishedAt: string | null;
            /** @description null: it is under way. */
            coverage: {
                repositories: number;
                /** @description Whose paths were read and decision was made. */
                read: number;
                /** @description Whose content was scanned at its newest commit. */
                scanned: number;
                /** @description Whose content nobody asked to look at. */
                notWanted: number;
                /** @description What could not be read or scanned. */
                failedCount: number;
            } | null;
        };
        SweepAccount: {
            id: string;
            organization: string;
            /** Format: date-time */
            startedAt: string;
            finishedAt: string | null;
            /** @description null: it is under way. */
            coverage: {
                repositories: number;
                /** @description Whose paths were read and decision was made. */
                read: number;
                /** @description Whose content was scanned at its newest commit. */
                scanned: number;
                /** @description Whose content nobody asked to look at. */
                notWanted: number;
                /** @description What could not be read or scanned. */
                failedCount: number;
            } | null;
            readonly failed: {
                repository: string;
                /** @enum {string} */
                what: "read" | "scan";
                why: string;
            }[];
            readonly unknown: {
                path: string;
                why: string;
                repositories: number;
            }[];
        };
        Overview: {
            repositories: number;
            /** @description Open, in repositories that an assistant can read now. */
            exposed: {
                secrets: number;
                files: number;
                repositories: number;
            };
            /** @description Open anywhere. */
            open: {
                secrets: number;
                files: number;
                repositories: number;
            };
            reach: {
                /** @description Repositories that an assistant reaches. */
                reached: number;
                /** @description Of these, where it may. */
                allowed: number;
                /** @description Of the reached ones, where Gatehouse can change every path. */
                canChange: number;
                /** @description Of the reached ones, where some path can only be seen. */
                onlySee: number;
                /** @description Nothing is seen to reach them, and some path could not be looked at. */
                cannotSee: number;
            };
            /** @description Repositories with an open request. */
            waiting: number;
            /** @description Repositories whose last approval ends within 30 days. */
            expiring: number;
            unowned: number;
            undecided: number;
            /** @description Repositories whose last scan failed. */
            notScanned: number;
            /** @description The last whole look at each organization. */
            readonly sweeps: components["schemas"]["Sweep"][];
            /** @description Up to 90 days of the organizations that you see wholly; days without a record are left out. */
            readonly trend: {
                /** Format: date */
                day: string;
                reached: number;
                allowed: number;
                exposedSecrets: number;
            }[];
        };
        Parent: {
            id: string;
            login: string;
            /** @description `github.com` */
            host: string;
            /** @description Whose policies extend its own, on whatever host; those of which you see anything. */
            readonly organizations: {
                id: string;
                login: string;
                /** @description `github.com` */
                host: string;
            }[];
        };
        PolicyVersion: {
            id: string;
            /** @enum {string} */
            state: "valid" | "invalid" | "refused" | "missing" | "unreadable";
            /** Format: date-time */
            foundAt: string;
            /** @description With their places. */
            readonly problems: string[];
            /** @description null: there was nothing to be read. */
            file: {
                repository: string;
                path: string;
                commit: string;
            } | null;
        };
        Policy: {
            /** @description What is in force: `acme/gatehouse@1a2b3c4`, or a shipped one. */
            name: string;
            /** @description null: a shipped one is. */
            inForce: components["schemas"]["PolicyVersion"] | null;
            /** @description Of what is in force; null: a shipped one is. */
            text: string | null;
            /** @description What was found last; another than what is in force where it is not valid. null: never looked for. */
            found: components["schemas"]["PolicyVersion"] | null;
        };
        PolicyPreview: {
            isValid: boolean;
            /** @description With their places; none where it is valid. */
            readonly problems: string[];
            readonly remarks: string[];
            /** @description What it was compared with. */
            current: string | null;
            /** @description How many were looked at. */
            repositories: number;
            readonly counts: {
                /** @enum {string} */
                before: "allowed" | "denied" | "needs-approval" | "unknown";
                /** @enum {string} */
                after: "allowed" | "denied" | "needs-approval" | "unknown";
                repositories: number;
            }[];
            /** @description Whose outcome stays, and of which more or less is done about it. */
            readonly modeChanges: {
                /** @enum {string} */
                before: "observe" | "notify" | "enforce";
                /** @enum {string} */
                after: "observe" | "notify" | "enforce";
                repositories: number;
            }[];
            /** @description Repositories that come to be enforced, and were not. */
            enforced: number;
            /** @description At most 500: who loses access first, then by name. */
            readonly changes: {
                repository: string;
                before: {
                    /** @enum {string} */
                    outcome: "allowed" | "denied" | "needs-approval" | "unknown";
                    group: string | null;
                    /** @enum {string} */
                    mode: "observe" | "notify" | "enforce";
                };
                after: {
                    /** @enum {string} */
                    outcome: "allowed" | "denied" | "needs-approval" | "unknown";
                    group: string | null;
                    /** @enum {string} */
                    mode: "observe" | "notify" | "enforce";
                };
                readonly reasons: {
                    check: string;
                    before: {
                        found: string;
                        wanted: string;
                    } | null;
                    after: {
                        found: string;
                        wanted: string;
                    } | null;
                }[];
            }[];
            /** @description How many changes there are beyond those. */
            more: number;
        };
        PolicyProposal: {
            id: string;
            title: string;
            /** @description null: they were erased. */
            by: string | null;
            /** Format: date-time */
            at: string;
            /**
             * @description Of its pull request. `manual`: our App may not open it; `failed`: GitHub did not take it.
             * @enum {string}
             */
            state: "planned" | "open" | "merged" | "closed" | "manual" | "failed" | "withdrawn";
            /** @description What keeps it from being opened. */
            problem: string | null;
            pull: {
                number: number;
                url: string;
            } | null;
        };
        ScimToken: {
            id: string;
            /** @description Its last characters. */
            ending: string;
            /** @description Login; null: erased. */
            createdBy: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** @description To the minute; null: never. */
            usedAt: string | null;
            endedAt: string | null;
        };
        ProvisioningHold: {
            id: string;
            /** @enum {string} */
            why: "many" | "last-owner";
            /** @description How many had lost something within a day when it was opened. */
            people: number;
            of: number;
            /** Format: date-time */
            openedAt: string;
            waitingCount: number;
            /** @description Whose loss waits; at most 200. */
            readonly waiting: {
                /** Format: uuid */
                person: string;
                login: string | null;
                name: string | null;
                readonly from: {
                    organization: string;
                    /** @description null: deactivated by the provider. */
                    role: ("owner" | "admin" | "member" | "auditor") | null;
                }[];
                readonly to: {
                    organization: string;
                    /** @description null: deactivated by the provider. */
                    role: ("owner" | "admin" | "member" | "auditor") | null;
                }[];
            }[];
        };
        Provisioning: {
            id: string;
            name: string;
            /** @enum {string} */
            kind: "oidc" | "saml" | "scim";
            organization: string;
            /** @description null: it is a dry run. */
            startedAt: string | null;
            lossPercent: number;
            people: number;
            activePeople: number;
            groups: number;
            readonly tokens: components["schemas"]["ScimToken"][];
            /** @description null: nothing waits for an owner. */
            hold: components["schemas"]["ProvisioningHold"] | null;
        };
        ProvisioningDryRun: {
            readonly groups: {
                name: string;
                members: number;
                readonly roles: {
                    /** @enum {string} */
                    role: "owner" | "admin" | "member" | "auditor";
                    organization: string | null;
                }[];
            }[];
            groupCount: number;
            readonly people: {
                userName: string;
                name: string | null;
                email: string | null;
                isActive: boolean;
                /** @description Login; null: not linked. */
                github: string | null;
                groups: number;
                readonly roles: {
                    organization: string;
                    /** @description null: deactivated by the provider. */
                    role: ("owner" | "admin" | "member" | "auditor") | null;
                }[];
            }[];
            peopleCount: number;
            readonly mismatches: {
                /** @enum {string} */
                kind: "line-without-group" | "group-without-line" | "empty-group" | "person-without-email" | "person-without-link" | "person-without-role";
                name: string;
                /** @description What was probably meant. */
                nearest: string | null;
            }[];
        };
        Recertification: {
            id: string;
            organization: {
                id: string;
                login: string;
                host: string;
            };
            /** @description Where its issues are: this, a slash and a number. */
            issuesPage: string;
            /** Format: date-time */
            openedAt: string;
            /** @description Login; null: the policy, or somebody erased. */
            openedBy: string | null;
            /** @description Days that reviewers have from when they are asked. */
            dueDays: number;
            /** @description null: it is open. */
            closedAt: string | null;
            readonly reviews: {
                id: string;
                /** @description Teams and people, as they are asked; empty: the Gatehouse owners. */
                readonly reviewers: string[];
                /** @description In the policy repository; null: nobody was asked yet. */
                issue: number | null;
                askedAt: string | null;
                /** @description When they were told that their time is over. */
                overdueAt: string | null;
                /** @description Repositories that you see or may answer for, by what was answered. */
                counts: {
                    [key: string]: number;
                };
            }[];
        };
        RecertificationItem: {
            review: string;
            /** @description As its reviewers call it, from 1 in each issue. */
            number: number;
            /** @description null: you may answer for it, and do not see it on GitHub: it is known by its issue. */
            repository: {
                id: string;
                name: string;
            } | null;
            /** @description Of the request that was approved, in the policy repository; null: there is none. */
            issue: number | null;
            /**
             * @description `renewed`: another request was approved meanwhile. `over`: there is nothing to confirm any more. `lapsed`: nobody confirmed it in time.
             * @enum {string}
             */
            state: "open" | "kept" | "dropped" | "renewed" | "over" | "lapsed";
            /** @description Login; null: nobody has, or they were erased. */
            answeredBy: string | null;
            answeredAt: string | null;
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
            /** @description Of open findings: 0 none, 1 low or info, 2 medium, 3 high, 4 critical. */
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
        HistoryEvent: {
            sequence: number;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            kind: "organization.added" | "organization.suspended" | "organization.resumed" | "organization.removed" | "organization.leaving" | "organization.staying" | "sweep.started" | "sweep.finished" | "policy.changed" | "policy.invalid" | "policy.proposed" | "decision.made" | "connection.found" | "connection.gone" | "connection.unwatched" | "repository.gone" | "finding.opened" | "finding.changed" | "setting.attested" | "organization-finding.opened" | "organization-finding.changed" | "organization-finding.closed" | "effect.planned" | "effect.attempted" | "effect.waiting" | "effect.applied" | "effect.already-so" | "effect.failed" | "effect.withdrawn" | "switch.intended" | "switch.ended" | "connection.corrected" | "wave.undone" | "hold.opened" | "hold.closed" | "changes.paused" | "changes.resumed" | "enforcement.accepted" | "enforcement.voided" | "request.opened" | "request.closed" | "approval.given" | "approval.ended" | "button.pressed" | "check.imitated" | "recertification.opened" | "recertification.asked" | "recertification.answered" | "recertification.closed" | "exception.given" | "exception.ended" | "emergency.reviewed" | "verdict.asked" | "verdict.given" | "verdict.ended" | "role.granted" | "role.ended" | "session.opened" | "session.ended" | "token.created" | "token.ended" | "person.exported" | "person.erased" | "legal-hold.placed" | "legal-hold.lifted" | "retention.changed" | "retention.deleted" | "keys.rotated" | "claude.connected" | "claude.disconnected" | "claude.repository-connected" | "claude.repository-disconnected" | "claude.setting-changed" | "claude.domain-named" | "claude.domain-forgotten" | "sink.added" | "sink.changed" | "sink.ended" | "sink.tested" | "sink.replayed" | "role.mapped" | "person.provisioned" | "person.changed" | "person.activated" | "person.deactivated" | "person.removed" | "group.provisioned" | "group.renamed" | "group.changed" | "group.removed" | "provisioning.begun" | "provisioning.started" | "provisioning.changed" | "provisioning.held" | "provisioning.released" | "identity-connection.created" | "identity-connection.changed" | "identity-connection.mapped" | "identity-connection.enforced" | "identity-connection.ended" | "identity.linked" | "sign-in-domain.added" | "sign-in-domain.verified" | "sign-in-domain.removed" | "recovery-codes.made" | "recovery-code.used";
            /** @description An opaque id of a person; null: Gatehouse by itself. */
            actor: string | null;
            /** @description Their login now; null: erased, or nobody. */
            actorName: string | null;
            data: {
                [key: string]: unknown;
            };
        };
        Request: {
            id: string;
            organization: {
                id: string;
                login: string;
                host: string;
            };
            repository: {
                id: string;
                name: string;
            };
            /** @enum {string} */
            state: "open" | "approved" | "denied" | "withdrawn" | "gone";
            /** @description Login; null: erased. */
            requestedBy: string | null;
            isMine: boolean;
            /** @description As it was written: text, and never markup. */
            reason: string;
            /** @description null: as long as the policy lets. */
            days: number | null;
            source: string;
            /** Format: date-time */
            openedAt: string;
            closedAt: string | null;
            closedBy: string | null;
            closeReason: string | null;
            /** @description Its page on GitHub; null: none yet. */
            issue: string | null;
            group: string | null;
            /** @description What the policy wants beside approvals, in counts: who approves need not see the repository. */
            readiness: {
                outcome: string;
                met: number;
                unmet: number;
                unknown: number;
            } | null;
            /** @description What the policy wants of approvals, and what of it was given. */
            readonly rules: {
                /** @description Teams, `$owners`. */
                readonly by: string[];
                count: number;
                maxDays: number;
                selfApproval: boolean;
                /** @description Who has approved; null: erased. */
                readonly given: (string | null)[];
            }[];
            readonly approvals: {
                id: string;
                by: string | null;
                readonly actsFor: string[];
                /** Format: date-time */
                grantedAt: string;
                /** Format: date-time */
                expiresAt: string;
                endedAt: string | null;
                ticket: string | null;
                /** @description What the approver asked for besides. */
                condition: string | null;
            }[];
        };
        Retention: {
            readonly classes: {
                /** @enum {string} */
                id: "findings" | "scans" | "sweeps" | "requests" | "approvals" | "exceptions" | "verdicts" | "connections" | "sessions";
                title: string;
                note: string;
                days: number;
                usual: number;
                /** @description It cannot be kept for less. */
                floor: number;
                /** @description Why there is a floor. */
                why: string | null;
            }[];
            /** @description Legal holds in force. With neither repository nor person: of the whole organization. */
            readonly holds: {
                id: string;
                repository: string | null;
                repositoryName: string | null;
                person: string | null;
                login: string | null;
                reason: string;
                placedBy: string | null;
                /** Format: date-time */
                placedAt: string;
            }[];
        };
        RetentionPreview: {
            /** @description Of all classes together; the change has to say it. */
            rows: number;
            readonly classes: {
                /** @enum {string} */
                class: "findings" | "scans" | "sweeps" | "requests" | "approvals" | "exceptions" | "verdicts" | "connections" | "sessions";
                rows: number;
                oldest: string | null;
            }[];
        };
        RevocationPreview: {
            /** @description `acme/shop` */
            name: string;
            /** @description How many would end. */
            approvals: number;
            /** @description Whether an open request would end with them. */
            endsRequest: boolean;
            /** @description The decision now; null: nothing was decided yet. */
            outcome: ("allowed" | "denied" | "needs-approval" | "unknown") | null;
            /** @description null: what is recorded does not say it; it would be read first. */
            after: {
                /** @enum {string} */
                outcome: "allowed" | "denied" | "needs-approval" | "unknown";
                /**
                 * @description Only in `enforce` anything is taken.
                 * @enum {string}
                 */
                mode: "observe" | "notify" | "enforce";
                readonly taken: {
                    /** @enum {string} */
                    path: "app-installation" | "workflow" | "secret" | "fine-grained-token" | "deploy-key" | "native-agent" | "cloud-session";
                    /** @description Whose App it is, name of the secret; null: one of its workflows. */
                    what: string | null;
                }[];
                /** @description Ways in that would stay: allowed all the same, only seen, or not switched on in the policy. */
                readonly stays: ("app-installation" | "workflow" | "secret" | "fine-grained-token" | "deploy-key" | "native-agent" | "cloud-session")[];
            } | null;
        };
        Settings: {
            /** @description What people have to see to on GitHub, the gravest first. */
            readonly checks: {
                id: string;
                subject: string;
                /** @enum {string} */
                severity: "critical" | "high" | "medium" | "low";
                title: string;
                found: string;
                todo: string;
                /** Format: date-time */
                since: string;
            }[];
            /** @description How commands that people write on GitHub come in, and within how many seconds they are dealt with, where nothing else waits. */
            commands: {
                /** @enum {string} */
                arrive: "by-webhook" | "by-polling";
                afterSeconds: number;
            };
            work: {
                /** @description What waits to be looked at. */
                open: number;
                failing: number;
                oldestWaitSeconds: number;
                /** @description The first 20 of what fails. */
                readonly errors: {
                    key: string;
                    /** @description null: it is the organization itself. */
                    repository: string | null;
                    attempts: number;
                    error: string | null;
                    /** Format: date-time */
                    nextAt: string;
                }[];
            };
            /** @description Where notifications of this deployment went. */
            readonly targets: {
                name: string;
                failures: number;
                lastError: string | null;
                lastFailedAt: string | null;
                lastSentAt: string | null;
            }[];
        };
        Session: {
            id: string;
            /** @description As the browser names itself. */
            agent: string | null;
            /** Format: date-time */
            signedInAt: string;
            /** Format: date-time */
            seenAt: string;
            isThis: boolean;
        };
        Sink: {
            id: string;
            name: string;
            /** @enum {string} */
            format: "ocsf" | "record";
            logins: boolean;
            /** @description null: of a newer version. */
            settings: ({
                /** @constant */
                kind: "webhook";
                /** Format: uri */
                url: string;
                /**
                 * @description `lines`: JSON Lines (application/x-ndjson); `array`: one JSON array.
                 * @default lines
                 * @enum {string}
                 */
                body: "lines" | "array";
                /** @description PEM: the only authorities that are trusted; without it those that Node knows. */
                ca?: string;
            } | {
                /** @constant */
                kind: "splunk";
                /**
                 * Format: uri
                 * @description Of the HTTP Event Collector, without its path: https://splunk.acme.example:8088
                 */
                url: string;
                /** @description Without it the token’s own. */
                index?: string;
                /** @default gatehouse */
                source: string;
                /** @default gatehouse:audit */
                sourcetype: string;
                /**
                 * Format: uuid
                 * @description Of indexer acknowledgement: then a batch counts as delivered when it is indexed.
                 */
                channel?: string;
                /** @description PEM: the only authorities that are trusted; without it those that Node knows. */
                ca?: string;
            } | {
                /** @constant */
                kind: "syslog";
                host: string;
                /** @default 6514 */
                port: number;
                /**
                 * @description 13: log audit.
                 * @default 13
                 */
                facility: number;
                /** @default gatehouse */
                appName: string;
                /**
                 * @description Whether the receiver answers the end of a connection (TLS close_notify), as RFC 5425 demands: that is what confirms a batch.
                 * @default true
                 */
                confirms: boolean;
                /** @description PEM: the only authorities that are trusted; without it those that Node knows. */
                ca?: string;
                /** @description PEM; its key is the secret of the sink. */
                clientCertificate?: string;
            } | {
                /** @constant */
                kind: "objectStorage";
                /**
                 * Format: uri
                 * @description Without it Amazon S3 of the region.
                 */
                endpoint?: string;
                region: string;
                bucket: string;
                /** @default gatehouse/ */
                prefix: string;
                /**
                 * @description The bucket stands in the path and not in the name of the host.
                 * @default false
                 */
                pathStyle: boolean;
                accessKeyId: string;
                /**
                 * @description By gzip.
                 * @default true
                 */
                compress: boolean;
                /**
                 * @description How long events are collected before an object that is not full is written.
                 * @default 60
                 */
                collectSeconds: number;
                /** @description PEM: the only authorities that are trusted; without it those that Node knows. */
                ca?: string;
            }) | null;
            hasSecret: boolean;
            isPaused: boolean;
            createdBy: string | null;
            /** Format: date-time */
            createdAt: string;
            /** @description What keeps it from sending; null: nothing. */
            problem: {
                code: string;
                says: string;
                todo: string;
            } | null;
            /** @description Tries in a row that failed. */
            failures: number;
            failingSince: string | null;
            /** @description When it is tried again. */
            nextAt: string | null;
            lastSentAt: string | null;
            /** @description Events that the receiver confirmed. */
            sent: number;
            /** @description How many of them it may have had before. */
            repeated: number;
            /** @description Events that the receiver refused. */
            deadLetters: number;
            /** @description How many of them are being sent again. */
            replaying: number;
            /** @description Events that were not sent yet. */
            lagEvents: number;
            /** @description How old the oldest of them is. */
            lagSeconds: number;
        };
        SinkDeadLetter: {
            sequence: number;
            kind: string | null;
            subject: string | null;
            at: string | null;
            problem: {
                code: string;
                says: string;
                todo: string;
            };
            /** Format: date-time */
            refusedAt: string;
            isReplaying: boolean;
        };
        SinkTest: {
            isReached: boolean;
            code: string | null;
            says: string;
            todo: string | null;
            tookMs: number;
            /** @description By which the event is found at the receiver. */
            event: string;
        };
        ApiToken: {
            id: string;
            name: string;
            /** @description Its last characters. */
            ending: string;
            readonly scopes: ("read" | "read-policy" | "read-audit" | "export-audit" | "read-settings")[];
            /** @description Login; null: erased. */
            createdBy: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** @description To the minute; null: never. */
            usedAt: string | null;
            endedAt: string | null;
        };
        Verdict: {
            id: string;
            repository: string;
            organization: string;
            rule: string;
            fingerprint: string;
            /** @enum {string} */
            verdict: "false-positive" | "risk-accepted" | "rotated";
            reason: string;
            evidence: string | null;
            rotatedOn: string | null;
            expiresOn: string;
            /** @description An opaque id of a person. */
            askedBy: string;
            /** Format: date-time */
            askedAt: string;
            /** @description null: it is asked for, and counts for nothing yet. */
            givenBy: string | null;
            givenAt: string | null;
        };
        WaitingVerdict: {
            id: string;
            organization: {
                id: string;
                login: string;
                host: string;
            };
            repository: {
                id: string;
                name: string;
            };
            rule: string;
            fingerprint: string;
            title: string;
            /** @enum {string} */
            severity: "info" | "low" | "medium" | "high" | "critical";
            /** @description null: the finding is gone. */
            path: string | null;
            /** @enum {string} */
            verdict: "false-positive" | "risk-accepted" | "rotated";
            /** @description As it was written: text, and never markup. */
            reason: string;
            evidence: string | null;
            rotatedOn: string | null;
            expiresOn: string;
            /** @description Login; null: erased. */
            askedBy: string | null;
            /** @description Nobody confirms what they asked for, unless the policy lets them. */
            isMine: boolean;
            /** Format: date-time */
            askedAt: string;
        };
        NewApiToken: {
            id: string;
            token: string;
            /** Format: date-time */
            expiresAt: string;
        };
        NewScimToken: {
            id: string;
            token: string;
            /** Format: date-time */
            expiresAt: string;
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
    readOverview: {
        parameters: {
            query?: {
                organization?: string;
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
                    "application/json": components["schemas"]["Overview"];
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
    listParents: {
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
                        readonly items: components["schemas"]["Parent"][];
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
    readParent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                parent: string;
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
                    "application/json": components["schemas"]["Parent"];
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
    listRepositoryHistory: {
        parameters: {
            query?: {
                kind?: ("organization.added" | "organization.suspended" | "organization.resumed" | "organization.removed" | "organization.leaving" | "organization.staying" | "sweep.started" | "sweep.finished" | "policy.changed" | "policy.invalid" | "policy.proposed" | "decision.made" | "connection.found" | "connection.gone" | "connection.unwatched" | "repository.gone" | "finding.opened" | "finding.changed" | "setting.attested" | "organization-finding.opened" | "organization-finding.changed" | "organization-finding.closed" | "effect.planned" | "effect.attempted" | "effect.waiting" | "effect.applied" | "effect.already-so" | "effect.failed" | "effect.withdrawn" | "switch.intended" | "switch.ended" | "connection.corrected" | "wave.undone" | "hold.opened" | "hold.closed" | "changes.paused" | "changes.resumed" | "enforcement.accepted" | "enforcement.voided" | "request.opened" | "request.closed" | "approval.given" | "approval.ended" | "button.pressed" | "check.imitated" | "recertification.opened" | "recertification.asked" | "recertification.answered" | "recertification.closed" | "exception.given" | "exception.ended" | "emergency.reviewed" | "verdict.asked" | "verdict.given" | "verdict.ended" | "role.granted" | "role.ended" | "session.opened" | "session.ended" | "token.created" | "token.ended" | "person.exported" | "person.erased" | "legal-hold.placed" | "legal-hold.lifted" | "retention.changed" | "retention.deleted" | "keys.rotated" | "claude.connected" | "claude.disconnected" | "claude.repository-connected" | "claude.repository-disconnected" | "claude.setting-changed" | "claude.domain-named" | "claude.domain-forgotten" | "sink.added" | "sink.changed" | "sink.ended" | "sink.tested" | "sink.replayed" | "role.mapped" | "person.provisioned" | "person.changed" | "person.activated" | "person.deactivated" | "person.removed" | "group.provisioned" | "group.renamed" | "group.changed" | "group.removed" | "provisioning.begun" | "provisioning.started" | "provisioning.changed" | "provisioning.held" | "provisioning.released" | "identity-connection.created" | "identity-connection.changed" | "identity-connection.mapped" | "identity-connection.enforced" | "identity-connection.ended" | "identity.linked" | "sign-in-domain.added" | "sign-in-domain.verified" | "sign-in-domain.removed" | "recovery-codes.made" | "recovery-code.used") | ("organization.added" | "organization.suspended" | "organization.resumed" | "organization.removed" | "organization.leaving" | "organization.staying" | "sweep.started" | "sweep.finished" | "policy.changed" | "policy.invalid" | "policy.proposed" | "decision.made" | "connection.found" | "connection.gone" | "connection.unwatched" | "repository.gone" | "finding.opened" | "finding.changed" | "setting.attested" | "organization-finding.opened" | "organization-finding.changed" | "organization-finding.closed" | "effect.planned" | "effect.attempted" | "effect.waiting" | "effect.applied" | "effect.already-so" | "effect.failed" | "effect.withdrawn" | "switch.intended" | "switch.ended" | "connection.corrected" | "wave.undone" | "hold.opened" | "hold.closed" | "changes.paused" | "changes.resumed" | "enforcement.accepted" | "enforcement.voided" | "request.opened" | "request.closed" | "approval.given" | "approval.ended" | "button.pressed" | "check.imitated" | "recertification.opened" | "recertification.asked" | "recertification.answered" | "recertification.closed" | "exception.given" | "exception.ended" | "emergency.reviewed" | "verdict.asked" | "verdict.given" | "verdict.ended" | "role.granted" | "role.ended" | "session.opened" | "session.ended" | "token.created" | "token.ended" | "person.exported" | "person.erased" | "legal-hold.placed" | "legal-hold.lifted" | "retention.changed" | "retention.deleted" | "keys.rotated" | "claude.connected" | "claude.disconnected" | "claude.repository-connected" | "claude.repository-disconnected" | "claude.setting-changed" | "claude.domain-named" | "claude.domain-forgotten" | "sink.added" | "sink.changed" | "sink.ended" | "sink.tested" | "sink.replayed" | "role.mapped" | "person.provisioned" | "person.changed" | "person.activated" | "person.deactivated" | "person.removed" | "group.provisioned" | "group.renamed" | "group.changed" | "group.removed" | "provisioning.begun" | "provisioning.started" | "provisioning.changed" | "provisioning.held" | "provisioning.released" | "identity-connection.created" | "identity-connection.changed" | "identity-connection.mapped" | "identity-connection.enforced" | "identity-connection.ended" | "identity.linked" | "sign-in-domain.added" | "sign-in-domain.verified" | "sign-in-domain.removed" | "recovery-codes.made" | "recovery-code.used")[];
                /** @description Rows of a page. */
                limit?: number;
                /** @description From the page before: `next`. */
                cursor?: string;
            };
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
                    "application/json": {
                        readonly items: components["schemas"]["HistoryEvent"][];
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
    listConnections: {
        parameters: {
            query?: {
                organization?: string;
                repository?: string;
                assistant?: string;
                path?: ("app-installation" | "workflow" | "secret" | "fine-grained-token" | "deploy-key" | "native-agent" | "cloud-session") | ("app-installation" | "workflow" | "secret" | "fine-grained-token" | "deploy-key" | "native-agent" | "cloud-session")[];
                /** @description Without: what is seen, `connected` and `possible`. */
                state?: ("connected" | "possible" | "unknown" | "not-seen")[];
                control?: ("enforceable" | "detectable" | "unknown") | ("enforceable" | "detectable" | "unknown")[];
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
                        readonly items: components["schemas"]["ListedConnection"][];
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
    listRequests: {
        parameters: {
            query?: {
                organization?: string;
                repository?: string;
                state?: ("open" | "approved" | "denied" | "withdrawn" | "gone") | ("open" | "approved" | "denied" | "withdrawn" | "gone")[];
                mine?: "true" | "false";
                /** @description For your approval. */
                waiting?: "true" | "false";
                order?: "newest" | "oldest";
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
                        readonly items: components["schemas"]["Request"][];
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
    requestAccess: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    repository: string;
                    reason: string;
                    /** @description Without: as long as the policy lets. */
                    days?: number;
                    /** @description Where several GitHub hosts are governed. */
                    host?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        request: string | null;
                        repository: string;
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
    readRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request: string;
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
                    "application/json": components["schemas"]["Request"];
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
    requestAccessToMany: {
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
                    reason: string;
                    /** @description Without: as long as the policy lets. */
                    days?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        readonly outcomes: {
                            repository: string;
                            request: string | null;
                            /** @description null: it is asked for. */
                            problem: components["schemas"]["Problem"] | null;
                        }[];
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
    answerRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    answer: "approve";
                    /** @description Without: as long as the policy lets. */
                    days?: number;
                    /** @description Of another system, where the policy wants one. */
                    ticket?: string;
                    /** @description What is asked for besides, in your own words. Gatehouse does not look whether it holds. */
                    condition?: string;
                } | {
                    /** @enum {string} */
                    answer: "deny";
                    reason: string;
                } | {
                    /** @enum {string} */
                    answer: "withdraw";
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
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
    listApprovals: {
        parameters: {
            query?: {
                organization?: string;
                repository?: string;
                /** @description `ending`: within 30 days. */
                state?: "in-force" | "ending" | "over";
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
                        readonly items: components["schemas"]["Approval"][];
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
    endApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        done: true;
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
    letInAtOnce: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    repository: string;
                    reason: string;
                    ticket: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        done: true;
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
    previewRevocations: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        readonly outcomes: {
                            repository: string;
                            preview: components["schemas"]["RevocationPreview"] | null;
                            problem: components["schemas"]["Problem"] | null;
                        }[];
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
    revokeMany: {
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
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        readonly outcomes: {
                            repository: string;
                            /** @description null: it is revoked. */
                            problem: components["schemas"]["Problem"] | null;
                        }[];
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
    listEmergencyReviews: {
        parameters: {
            query?: {
                organization?: string;
                state?: "open" | "reviewed";
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
                        readonly items: components["schemas"]["EmergencyReview"][];
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
    readEmergencyReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval: string;
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
                    "application/json": components["schemas"]["EmergencyReview"];
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
    reviewEmergency: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What was found. */
                    found: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmergencyReview"];
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
    listExceptions: {
        parameters: {
            query?: {
                organization?: string;
                repository?: string;
                /** @description `ending`: within 30 days. */
                state?: "in-force" | "ending" | "over";
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
                        readonly items: components["schemas"]["Exception"][];
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
    readException: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                exception: string;
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
                    "application/json": components["schemas"]["Exception"];
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
    giveException: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    waived: {
                        /** @description As reasons name it. */
                        check: string;
                    } | {
                        findings: {
                            rules?: string[];
                            kinds?: ("secret" | "file" | "workflow" | "assistant" | "code")[];
                            /** @enum {string} */
                            severity?: "low" | "medium" | "high" | "critical";
                            paths?: string[];
                        };
                    };
                    /** @description The policy may let fewer; then it is cut to that. */
                    days: number;
                    /** @description The team that answers for what is done instead. */
                    owner: string;
                    /** @description What is done instead. */
                    control: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What came of it, in the words of its issue. */
                        said: string;
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
    endException: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                exception: string;
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
                    "application/json": components["schemas"]["Exception"];
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
    listRecertifications: {
        parameters: {
            query?: {
                organization?: string;
                state?: "open" | "closed";
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
                        readonly items: components["schemas"]["Recertification"][];
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
    readRecertification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recertification: string;
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
                    "application/json": components["schemas"]["Recertification"];
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
    listRecertificationItems: {
        parameters: {
            query?: {
                state?: ("open" | "kept" | "dropped" | "renewed" | "over" | "lapsed") | ("open" | "kept" | "dropped" | "renewed" | "over" | "lapsed")[];
                /** @description Rows of a page. */
                limit?: number;
                /** @description From the page before: `next`. */
                cursor?: string;
            };
            header?: never;
            path: {
                recertification: string;
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
                        readonly items: components["schemas"]["RecertificationItem"][];
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
    answerRecertification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                recertification: string;
                review: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    answer: "keep";
                    /** @description `all`: everything that is open in the review. */
                    numbers: "all" | number[];
                } | {
                    /** @enum {string} */
                    answer: "drop";
                    /** @description `all`: everything that is open in the review. */
                    numbers: "all" | number[];
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        recertification: components["schemas"]["Recertification"];
                        /** @description What came of it, in the words of its issue: some may be left out, and the rest done. */
                        said: string;
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
    readPlan: {
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
                    "application/json": components["schemas"]["Plan"];
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
    acceptPlan: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string;
            };
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changes: number;
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
    listChanges: {
        parameters: {
            query?: {
                repository?: string;
                state?: ("applied" | "already-so" | "failed" | "withdrawn") | ("applied" | "already-so" | "failed" | "withdrawn")[];
                kind?: ("give-secret" | "drop-secret" | "secret-by-hand" | "enable-workflow" | "disable-workflow" | "deny-token-request" | "revoke-token" | "select" | "quarantine" | "connect" | "disconnect" | "claude-by-hand" | "check-run" | "pull-comment" | "policy-proposal" | "open-issue" | "comment" | "issue-state" | "owner-notice" | "need-permission" | "show-decision" | "keep-ruleset" | "define-property" | "set-property" | "clear-property" | "manual-steps" | "undo" | "remediation-pull-request") | ("give-secret" | "drop-secret" | "secret-by-hand" | "enable-workflow" | "disable-workflow" | "deny-token-request" | "revoke-token" | "select" | "quarantine" | "connect" | "disconnect" | "claude-by-hand" | "check-run" | "pull-comment" | "policy-proposal" | "open-issue" | "comment" | "issue-state" | "owner-notice" | "need-permission" | "show-decision" | "keep-ruleset" | "define-property" | "set-property" | "clear-property" | "manual-steps" | "undo" | "remediation-pull-request")[];
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
                        readonly items: components["schemas"]["PastChange"][];
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
    pauseChanges: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        isNew: boolean;
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
    resumeChanges: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        isNew: boolean;
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
    listWaves: {
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
                    "application/json": {
                        readonly items: {
                            policy: string;
                            commit: string | null;
                            /** Format: date-time */
                            foundAt: string;
                            taken: number;
                            /** @description Tokens revoked or refused: nobody can give them back. */
                            forGood: number;
                            /** @description An App was switched to selected repositories, which stays. */
                            isSwitched: boolean;
                        }[];
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
    previewUndo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                wave: string;
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
                        readonly items: {
                            repository: {
                                id: string;
                                name: string;
                            };
                            kind: string;
                            /** @description The policy in force would take it once more: it stays. */
                            isTakenAgain: boolean;
                        }[];
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
    undoWave: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                wave: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    count: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        readonly items: {
                            repository: {
                                id: string;
                                name: string;
                            };
                            kind: string;
                            /** @description The policy in force would take it once more: it stays. */
                            isTakenAgain: boolean;
                        }[];
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
    followRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
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
    followChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                change: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
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
    followPlan: {
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
            /** @description Events. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
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
    listFindings: {
        parameters: {
            query?: {
                organization?: string;
                rule?: string | string[];
                severity?: ("low" | "medium" | "high" | "critical") | ("low" | "medium" | "high" | "critical")[];
                /** @description Where one of its findings is in one of these. */
                state?: ("open" | "fixed-at-tip" | "rotated" | "false-positive" | "risk-accepted")[];
                repository?: string;
                /** @description A part of the rule, the title or one of the first paths. */
                search?: string;
                /** @description Whether an assistant reaches a repository that has it. */
                reachable?: "true" | "false";
                order?: "severity" | "age" | "spread";
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
                        readonly items: components["schemas"]["FindingGroup"][];
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
    listFindingRules: {
        parameters: {
            query?: {
                organization?: string;
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
                        readonly items: {
                            rule: string;
                            /** @description How many findings are in which state; those in which none is are left out. */
                            states: {
                                [key: string]: number;
                            };
                        }[];
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
    readFinding: {
        parameters: {
            query?: {
                limit?: number;
                /** @description From the page before: `next`. */
                cursor?: string;
            };
            header?: never;
            path: {
                rule: string;
                fingerprint: string;
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
                        readonly items: components["schemas"]["Finding"][];
                        /** @description Where the next page begins; null: this was the last. */
                        next: string | null;
                        papers: components["schemas"]["RulePapers"] | null;
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
    listRepositoryFindings: {
        parameters: {
            query?: {
                limit?: number;
                /** @description From the page before: `next`. */
                cursor?: string;
            };
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
                    "application/json": {
                        readonly items: components["schemas"]["Finding"][];
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
    listWaitingVerdicts: {
        parameters: {
            query?: {
                organization?: string;
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
                        readonly items: components["schemas"]["WaitingVerdict"][];
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
    answerFindings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    findings: {
                        ids: string[];
                    } | {
                        rule: string;
                        fingerprint: string;
                    };
                    /** @enum {string} */
                    verdict: "false-positive" | "risk-accepted" | "rotated";
                    reason: string;
                    /** @description Of a rotation: what shows it. */
                    evidence?: string;
                    /**
                     * Format: date
                     * @description Of a rotation: its day.
                     */
                    rotatedOn?: string;
                    /**
                     * Format: date
                     * @description The last day on which it counts.
                     */
                    expiresOn: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        readonly items: {
                            repository: string;
                            rule: string;
                            fingerprint: string;
                            /** @enum {string} */
                            outcome: "given" | "asked" | "refused";
                            why: string | null;
                            verdict: string | null;
                        }[];
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
    confirmVerdict: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                verdict: string;
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
                        verdict: string;
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
    endVerdict: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                verdict: string;
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
                        verdict: string;
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
    listVerdicts: {
        parameters: {
            query?: {
                state?: "asked" | "given";
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
                        readonly items: components["schemas"]["Verdict"][];
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
    listSweeps: {
        parameters: {
            query?: {
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
                        readonly items: components["schemas"]["Sweep"][];
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
    startSweep: {
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
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        organization: string;
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
    readSweep: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                sweep: string;
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
                    "application/json": components["schemas"]["SweepAccount"];
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
    followSweep: {
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
            /** @description Events. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
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
    readPolicy: {
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
                    "application/json": components["schemas"]["Policy"];
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
    listPolicyVersions: {
        parameters: {
            query?: {
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
                        readonly items: components["schemas"]["PolicyVersion"][];
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
    readPolicySchema: {
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
                        [key: string]: unknown;
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
    previewPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                    /** @default gatehouse.yml */
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyPreview"];
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
    listPolicyProposals: {
        parameters: {
            query?: {
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
                        readonly items: components["schemas"]["PolicyProposal"][];
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
    proposePolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                    /** @description Of the pull request; one line. */
                    title: string;
                    /**
                     * @description Why; told in the pull request.
                     * @default
                     */
                    note?: string;
                    /** @description The version that was found last when it was written; null: none was. */
                    writtenFrom: string | null;
                    /**
                     * @description How many repositories come to be enforced, as the preview tells: the same number, or it is refused.
                     * @default 0
                     */
                    enforced?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
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
                kind?: ("organization.added" | "organization.suspended" | "organization.resumed" | "organization.removed" | "organization.leaving" | "organization.staying" | "sweep.started" | "sweep.finished" | "policy.changed" | "policy.invalid" | "policy.proposed" | "decision.made" | "connection.found" | "connection.gone" | "connection.unwatched" | "repository.gone" | "finding.opened" | "finding.changed" | "setting.attested" | "organization-finding.opened" | "organization-finding.changed" | "organization-finding.closed" | "effect.planned" | "effect.attempted" | "effect.waiting" | "effect.applied" | "effect.already-so" | "effect.failed" | "effect.withdrawn" | "switch.intended" | "switch.ended" | "connection.corrected" | "wave.undone" | "hold.opened" | "hold.closed" | "changes.paused" | "changes.resumed" | "enforcement.accepted" | "enforcement.voided" | "request.opened" | "request.closed" | "approval.given" | "approval.ended" | "button.pressed" | "check.imitated" | "recertification.opened" | "recertification.asked" | "recertification.answered" | "recertification.closed" | "exception.given" | "exception.ended" | "emergency.reviewed" | "verdict.asked" | "verdict.given" | "verdict.ended" | "role.granted" | "role.ended" | "session.opened" | "session.ended" | "token.created" | "token.ended" | "person.exported" | "person.erased" | "legal-hold.placed" | "legal-hold.lifted" | "retention.changed" | "retention.deleted" | "keys.rotated" | "claude.connected" | "claude.disconnected" | "claude.repository-connected" | "claude.repository-disconnected" | "claude.setting-changed" | "claude.domain-named" | "claude.domain-forgotten" | "sink.added" | "sink.changed" | "sink.ended" | "sink.tested" | "sink.replayed" | "role.mapped" | "person.provisioned" | "person.changed" | "person.activated" | "person.deactivated" | "person.removed" | "group.provisioned" | "group.renamed" | "group.changed" | "group.removed" | "provisioning.begun" | "provisioning.started" | "provisioning.changed" | "provisioning.held" | "provisioning.released" | "identity-connection.created" | "identity-connection.changed" | "identity-connection.mapped" | "identity-connection.enforced" | "identity-connection.ended" | "identity.linked" | "sign-in-domain.added" | "sign-in-domain.verified" | "sign-in-domain.removed" | "recovery-codes.made" | "recovery-code.used") | ("organization.added" | "organization.suspended" | "organization.resumed" | "organization.removed" | "organization.leaving" | "organization.staying" | "sweep.started" | "sweep.finished" | "policy.changed" | "policy.invalid" | "policy.proposed" | "decision.made" | "connection.found" | "connection.gone" | "connection.unwatched" | "repository.gone" | "finding.opened" | "finding.changed" | "setting.attested" | "organization-finding.opened" | "organization-finding.changed" | "organization-finding.closed" | "effect.planned" | "effect.attempted" | "effect.waiting" | "effect.applied" | "effect.already-so" | "effect.failed" | "effect.withdrawn" | "switch.intended" | "switch.ended" | "connection.corrected" | "wave.undone" | "hold.opened" | "hold.closed" | "changes.paused" | "changes.resumed" | "enforcement.accepted" | "enforcement.voided" | "request.opened" | "request.closed" | "approval.given" | "approval.ended" | "button.pressed" | "check.imitated" | "recertification.opened" | "recertification.asked" | "recertification.answered" | "recertification.closed" | "exception.given" | "exception.ended" | "emergency.reviewed" | "verdict.asked" | "verdict.given" | "verdict.ended" | "role.granted" | "role.ended" | "session.opened" | "session.ended" | "token.created" | "token.ended" | "person.exported" | "person.erased" | "legal-hold.placed" | "legal-hold.lifted" | "retention.changed" | "retention.deleted" | "keys.rotated" | "claude.connected" | "claude.disconnected" | "claude.repository-connected" | "claude.repository-disconnected" | "claude.setting-changed" | "claude.domain-named" | "claude.domain-forgotten" | "sink.added" | "sink.changed" | "sink.ended" | "sink.tested" | "sink.replayed" | "role.mapped" | "person.provisioned" | "person.changed" | "person.activated" | "person.deactivated" | "person.removed" | "group.provisioned" | "group.renamed" | "group.changed" | "group.removed" | "provisioning.begun" | "provisioning.started" | "provisioning.changed" | "provisioning.held" | "provisioning.released" | "identity-connection.created" | "identity-connection.changed" | "identity-connection.mapped" | "identity-connection.enforced" | "identity-connection.ended" | "identity.linked" | "sign-in-domain.added" | "sign-in-domain.verified" | "sign-in-domain.removed" | "recovery-codes.made" | "recovery-code.used")[];
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
    readAuditEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                sequence: number;
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
                    "application/json": components["schemas"]["AuditEvent"];
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
    checkAudit: {
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
                    "application/json": components["schemas"]["AuditCheck"];
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
    exportAuditEvents: {
        parameters: {
            query?: {
                format?: "jsonl" | "csv" | "ocsf";
                from?: string;
                /** @description Exclusive. */
                to?: string;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, in the form that was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": unknown;
                    "text/csv": unknown;
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
    makeEvidence: {
        parameters: {
            query: {
                from: string;
                /** @description Exclusive; now, where it is left out. */
                to?: string;
            };
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ZIP. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": unknown;
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
    listMembers: {
        parameters: {
            query?: {
                /** @description A part of it. */
                login?: string;
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
                        readonly items: components["schemas"]["Member"][];
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
    grantRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    login: string;
                    /** @enum {string} */
                    role: "owner" | "admin" | "member" | "auditor";
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        person: string;
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
    endRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                person: string;
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
                        /** @enum {boolean} */
                        isEnded: true;
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
    signOutMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                person: string;
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
                        sessions: number;
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
    exportPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        format: string;
                        at: string;
                        person: {
                            [key: string]: unknown;
                        };
                        tables: {
                            [key: string]: {
                                [key: string]: unknown;
                            }[];
                        };
                        readonly auditEvents: {
                            [key: string]: unknown;
                        }[];
                        readonly mentions: {
                            [key: string]: unknown;
                        }[];
                        readonly ownedRepositories: {
                            [key: string]: unknown;
                        }[];
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
    erasePerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Their login; of somebody without one, their id. */
                    confirm: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Rows by table. */
                        deleted: {
                            [key: string]: number;
                        };
                        /** @description Rows by table. */
                        replaced: {
                            [key: string]: number;
                        };
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
    listIdentityConnections: {
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
                    "application/json": {
                        readonly items: components["schemas"]["IdentityConnection"][];
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
    connectIdentityProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "oidc";
                    name: string;
                    settings: {
                        /** Format: uri */
                        issuer: string;
                        clientId: string;
                        /**
                         * @default [
                         *       "openid",
                         *       "email",
                         *       "profile"
                         *     ]
                         */
                        scopes?: string[];
                        /** @default groups */
                        groupsClaim?: string;
                        /** @default false */
                        trustsUnmarkedEmail?: boolean;
                        /**
                         * @default on-sign-in
                         * @enum {string}
                         */
                        provisioning?: "on-sign-in" | "scim-only";
                        /** @default true */
                        isListed?: boolean;
                    };
                    clientSecret: string;
                } | {
                    /** @enum {string} */
                    kind: "saml";
                    name: string;
                    settings: {
                        entityId: string;
                        /** Format: uri */
                        signInUrl: string;
                        certificates: string[];
                        emailAttribute?: string;
                        /** @default groups */
                        groupsAttribute?: string;
                        /**
                         * @default on-sign-in
                         * @enum {string}
                         */
                        provisioning?: "on-sign-in" | "scim-only";
                        /** @default true */
                        isListed?: boolean;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
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
    endIdentityConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                connection: string;
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
                        /** @enum {boolean} */
                        isDone: true;
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
    setRoleLines: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                connection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    lines: components["schemas"]["RoleLineInput"][];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        isDone: true;
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
    enforceIdentityConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                connection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    for: "nobody" | "people" | "groups" | "everybody";
                    /** @default [] */
                    of?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sessions: number;
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
    makeRecoveryCodes: {
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
                    "application/json": {
                        readonly codes: string[];
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
    listSignInDomains: {
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
                    "application/json": {
                        readonly items: components["schemas"]["SignInDomain"][];
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
    addSignInDomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    domain: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInDomain"];
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
    checkSignInDomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                domain: string;
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
                        isVerified: boolean;
                        found: string;
                        todo: string | null;
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
    removeSignInDomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                domain: string;
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
                        /** @enum {boolean} */
                        isDone: true;
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
    listTokens: {
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
                    "application/json": {
                        readonly items: components["schemas"]["ApiToken"][];
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
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What it is for. */
                    name: string;
                    scopes: ("read" | "read-policy" | "read-audit" | "export-audit" | "read-settings")[];
                    /** @description How long it works. */
                    days: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiToken"];
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
    endToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                token: string;
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
                        /** @enum {boolean} */
                        isEnded: true;
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
    readRetention: {
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
                    "application/json": components["schemas"]["Retention"];
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
    changeRetention: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    days: {
                        [key: string]: number;
                    };
                    rows: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        isChanged: true;
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
    previewRetention: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    days: {
                        [key: string]: number;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionPreview"];
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
    placeLegalHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                    /** @default null */
                    repository?: string | null;
                    /** @default null */
                    person?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
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
    liftLegalHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                hold: string;
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
                        /** @enum {boolean} */
                        isLifted: true;
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
    readClaude: {
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
                    "application/json": components["schemas"]["Claude"];
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
    connectClaude: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    key: string;
                    /**
                     * @description Others of the same tenant; you have to be a Gatehouse owner of each.
                     * @default []
                     */
                    organizations?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description false: whether it may only read is known in some minutes. */
                        isProven: boolean;
                        readonly names: string[];
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
    disconnectClaude: {
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
                    "application/json": {
                        /** @enum {boolean} */
                        isDone: true;
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
    lookAtClaude: {
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
                    "application/json": {
                        /** @enum {boolean} */
                        isDone: true;
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
    watchClaudeDomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    domain: string;
                    /** @description The whole record, as Claude shows it; without it, the one that is found counts. */
                    record?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        isDone: true;
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
    forgetClaudeDomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                domain: string;
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
                        /** @enum {boolean} */
                        isDone: true;
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
    checkGroupMapping: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    mapping: {
                        /** @description As the mapping names it. */
                        group: string;
                        /** @description A role or a kind of seat. */
                        gives: string;
                    }[];
                    /** @description As the identity provider sends them. */
                    groups: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupMappingCheck"];
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
    readSettings: {
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
                    "application/json": components["schemas"]["Settings"];
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
    listSessions: {
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
                        readonly items: components["schemas"]["Session"][];
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
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session: string;
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
                        /** @enum {boolean} */
                        isEnded: true;
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
    listSinks: {
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
                    "application/json": {
                        readonly items: components["schemas"]["Sink"][];
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
    createSink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /**
                     * @description `ocsf`: OCSF 1.6.0; `record`: lines of the record, as an export has them.
                     * @default ocsf
                     * @enum {string}
                     */
                    format?: "ocsf" | "record";
                    /**
                     * @description Whether logins of people are sent. What a receiver has, Gatehouse cannot erase there.
                     * @default true
                     */
                    logins?: boolean;
                    /** @default false */
                    isPaused?: boolean;
                    settings: {
                        /** @enum {string} */
                        kind: "webhook";
                        /** Format: uri */
                        url: string;
                        /**
                         * @description `lines`: JSON Lines (application/x-ndjson); `array`: one JSON array.
                         * @default lines
                         * @enum {string}
                         */
                        body?: "lines" | "array";
                        /** @description PEM: the only authorities that are trusted; without it those that Node knows. */
                        ca?: string;
                    } | {
                        /** @enum {string} */
                        kind: "splunk";
                        /**
                         * Format: uri
                         * @description Of the HTTP Event Collector, without its path: https://splunk.acme.example:8088
                         */
                        url: string;
                        /** @description Without it the token’s own. */
                        index?: string;
                        /** @default gatehouse */
                        source?: string;
                        /** @default gatehouse:audit */
                        sourcetype?: string;
                        /**
                         * Format: uuid
                         * @description Of indexer acknowledgement: then a batch counts as delivered when it is indexed.
                         */
                        channel?: string;
                        /** @description PEM: the only authorities that are trusted; without it those that Node knows. */
                        ca?: string;
                    } | {
                        /** @enum {string} */
                        kind: "syslog";
                        host: string;
                        /** @default 6514 */
                        port?: number;
                        /**
                         * @description 13: log audit.
                         * @default 13
                         */
                        facility?: number;
                        /** @default gatehouse */
                        appName?: string;
                        /**
                         * @description Whether the receiver answers the end of a connection (TLS close_notify), as RFC 5425 demands: that is what confirms a batch.
                         * @default true
                         */
                        confirms?: boolean;
                        /** @description PEM: the only authorities that are trusted; without it those that Node knows. */
                        ca?: string;
                        /** @description PEM; its key is the secret of the sink. */
                        clientCertificate?: string;
                    } | {
                        /** @enum {string} */
                        kind: "objectStorage";
                        /**
                         * Format: uri
                         * @description Without it Amazon S3 of the region.
                         */
                        endpoint?: string;
                        region: string;
                        bucket: string;
                        /** @default gatehouse/ */
                        prefix?: string;
                        /**
                         * @description The bucket stands in the path and not in the name of the host.
                         * @default false
                         */
                        pathStyle?: boolean;
                        accessKeyId: string;
                        /**
                         * @description By gzip.
                         * @default true
                         */
                        compress?: boolean;
                        /**
                         * @description How long events are collected before an object that is not full is written.
                         * @default 60
                         */
                        collectSeconds?: number;
                        /** @description PEM: the only authorities that are trusted; without it those that Node knows. */
                        ca?: string;
                    };
                    /** @description Token (splunk), secret access key (objectStorage), signing secret (webhook), private key of the client certificate as PEM (syslog, where there is one). It is sealed and never given out. Left out in a change: the one that is kept; it has to be given anew where the host changes. */
                    secret?: string;
                    /**
                     * @description `beginning`: everything that is in the record already as well.
                     * @default now
                     * @enum {string}
                     */
                    from?: "now" | "beginning";
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
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
    changeSink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                sink: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /**
                     * @description `ocsf`: OCSF 1.6.0; `record`: lines of the record, as an export has them.
                     * @default ocsf
                     * @enum {string}
                     */
                    format?: "ocsf" | "record";
                    /**
                     * @description Whether logins of people are sent. What a receiver has, Gatehouse cannot erase there.
                     * @default true
                     */
                    logins?: boolean;
                    /** @default false */
                    isPaused?: boolean;
                    settings: {
                        /** @enum {string} */
                        kind: "webhook";
                        /** Format: uri */
                        url: string;
                        /**
                         * @description `lines`: JSON Lines (application/x-ndjson); `array`: one JSON array.
                         * @default lines
                         * @enum {string}
                         */
                        body?: "lines" | "array";
                        /** @description PEM: the only authorities that are trusted; without it those that Node knows. */
                        ca?: string;
                    } | {
                        /** @enum {string} */
                        kind: "splunk";
                        /**
                         * Format: uri
                         * @description Of the HTTP Event Collector, without its path: https://splunk.acme.example:8088
                         */
                        url: string;
                        /** @description Without it the token’s own. */
                        index?: string;
                        /** @default gatehouse */
                        source?: string;
                        /** @default gatehouse:audit */
                        sourcetype?: string;
                        /**
                         * Format: uuid
                         * @description Of indexer acknowledgement: then a batch counts as delivered when it is indexed.
                         */
                        channel?: string;
                        /** @description PEM: the only authorities that are trusted; without it those that Node knows. */
                        ca?: string;
                    } | {
                        /** @enum {string} */
                        kind: "syslog";
                        host: string;
                        /** @default 6514 */
                        port?: number;
                        /**
                         * @description 13: log audit.
                         * @default 13
                         */
                        facility?: number;
                        /** @default gatehouse */
                        appName?: string;
                        /**
                         * @description Whether the receiver answers the end of a connection (TLS close_notify), as RFC 5425 demands: that is what confirms a batch.
                         * @default true
                         */
                        confirms?: boolean;
                        /** @description PEM: the only authorities that are trusted; without it those that Node knows. */
                        ca?: string;
                        /** @description PEM; its key is the secret of the sink. */
                        clientCertificate?: string;
                    } | {
                        /** @enum {string} */
                        kind: "objectStorage";
                        /**
                         * Format: uri
                         * @description Without it Amazon S3 of the region.
                         */
                        endpoint?: string;
                        region: string;
                        bucket: string;
                        /** @default gatehouse/ */
                        prefix?: string;
                        /**
                         * @description The bucket stands in the path and not in the name of the host.
                         * @default false
                         */
                        pathStyle?: boolean;
                        accessKeyId: string;
                        /**
                         * @description By gzip.
                         * @default true
                         */
                        compress?: boolean;
                        /**
                         * @description How long events are collected before an object that is not full is written.
                         * @default 60
                         */
                        collectSeconds?: number;
                        /** @description PEM: the only authorities that are trusted; without it those that Node knows. */
                        ca?: string;
                    };
                    /** @description Token (splunk), secret access key (objectStorage), signing secret (webhook), private key of the client certificate as PEM (syslog, where there is one). It is sealed and never given out. Left out in a change: the one that is kept; it has to be given anew where the host changes. */
                    secret?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        isDone: true;
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
    endSink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                sink: string;
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
                        /** @enum {boolean} */
                        isDone: true;
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
    testSink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                sink: string;
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
                    "application/json": components["schemas"]["SinkTest"];
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
    listSinkDeadLetters: {
        parameters: {
            query?: {
                /** @description Rows of a page. */
                limit?: number;
                /** @description From the page before: `next`. */
                cursor?: string;
            };
            header?: never;
            path: {
                organization: string;
                sink: string;
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
                        readonly items: components["schemas"]["SinkDeadLetter"][];
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
    replaySink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                sink: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Left out: all of them. */
                    sequences?: number[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        events: number;
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
    listProvisioning: {
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
                    "application/json": {
                        readonly items: components["schemas"]["Provisioning"][];
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
    beginProvisioning: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    connection: string;
                } | {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        connection: string;
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
    readProvisioningDryRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                connection: string;
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
                    "application/json": components["schemas"]["ProvisioningDryRun"];
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
    startProvisioning: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                connection: string;
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
                        /** @enum {boolean} */
                        isDone: true;
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
    changeProvisioning: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                connection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of the people with roles, within a day. */
                    lossPercent: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        isDone: true;
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
    applyProvisioning: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                connection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Without: everybody. */
                    people?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        isDone: true;
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
    createScimToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                connection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description How long it works. */
                    days: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewScimToken"];
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
    endScimToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization: string;
                connection: string;
                token: string;
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
                        /** @enum {boolean} */
                        isEnded: true;
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
