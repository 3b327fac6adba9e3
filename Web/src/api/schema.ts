// Made by tools/types.mjs; do not edit.
export interface paths {
    "/api/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What answers, and how long the queue is.
         * @description The model that answers chats, the jobs that wait and are worked on, and how a renderer limits scenes.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "model": "chat",
                         *       "ai": "online",
                         *       "jobs_waiting": 3,
                         *       "jobs_in_work": 1,
                         *       "rendering": "The kernel counts all memory of a scene in a control group. Scenes share the processors by control group."
                         *     }
                         */
                        "application/json": components["schemas"]["StatusView"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/visualizer/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Draws a picture.
         * @description Function plots, charts of data, geometry and graphs, as PNG or SVG, within two seconds. Give a kind and its data, a table as csv, or a prompt such as "bar Mon=3 Tue=5".
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /**
                     * @description 1 to 200 characters of your choice. The same request with the same key is carried out once; another request with it gets 422.
                     * @example order-4711
                     */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "kind": "plot",
                     *       "expressions": [
                     *         "sin(x)",
                     *         "x^2/10"
                     *       ],
                     *       "x_min": -6,
                     *       "x_max": 6,
                     *       "directed": false
                     *     }
                     */
                    "application/json": components["schemas"]["NewVisual"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "image_id": "m3ya5zc4hk2vq6nd7xw2tb4e6u",
                         *       "key": "images/m3ya5zc4hk2vq6nd7xw2tb4e6u.png",
                         *       "content_type": "image/png",
                         *       "size_bytes": 31744,
                         *       "url": "/objects/images/m3ya5zc4hk2vq6nd7xw2tb4e6u.png?expires=1795953900&name=plot.png&signature=c2ln",
                         *       "url_expires_at": "2026-11-29T12:05:00+00:00"
                         *     }
                         */
                        "application/json": components["schemas"]["VisualView"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was spent.
         * @description In US dollars: a summary, or by day, model, channel, kind or request. Days are those of UTC.
         */
        get: {
            parameters: {
                query?: {
                    /** @description day, model, channel, kind or request; a summary where it is left out. */
                    by?: string;
                    /** @description The first day, such as 2026-11-01; the first of this month where it is left out. */
                    from?: string;
                    /** @description The last day; today where it is left out. At most 400 days. */
                    to?: string;
                    /** @description With by=request: how many entries, from 1 to 500; 100 where it is left out. */
                    limit?: number;
                    /** @description With by=request: the next of the page before. */
                    before?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "currency": "USD",
                         *       "total": 0.0123,
                         *       "reserved": 0,
                         *       "today": 0.004,
                         *       "this_month": 0.0123,
                         *       "forecast": 0.02,
                         *       "monthly_budget": 10,
                         *       "resets_at": "2026-12-01T00:00:00+00:00",
                         *       "totals_by_kind": {
                         *         "chat": 0.0083,
                         *         "render-seconds": 0.004
                         *       },
                         *       "by_day": [
                         *         {
                         *           "key": "2026-11-29",
                         *           "amount": 0.004,
                         *           "entries": 1
                         *         }
                         *       ],
                         *       "by_model": [
                         *         {
                         *           "key": "low",
                         *           "amount": 0.004,
                         *           "entries": 1
                         *         }
                         *       ],
                         *       "by_channel": [
                         *         {
                         *           "key": "api",
                         *           "amount": 0.004,
                         *           "entries": 1
                         *         }
                         *       ],
                         *       "entries": []
                         *     }
                         */
                        "application/json": components["schemas"]["UsageEntries"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rag/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answers a question from notes, with citations that were looked up.
         * @description The best passages of the collections that you may read are found, and a model answers from them. The server looks up every quote in the stored note: [1] in the answer names a citation, [?] marks a sentence whose proof was not found. mode says how the answer came about: written by a model; passages where no model answered (reason: no_provider, provider_away, budget); nothing where the notes have nothing about it. Where stream is true, as server-sent events: delta with a sentence that was checked and its citations, then done with the whole answer, or error.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "query": "How do I differentiate a composition?",
                     *       "filters": {
                     *         "tags": [
                     *           "analysis"
                     *         ]
                     *       },
                     *       "options": {
                     *         "top_k": 5
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["QueryRequest"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "request_id": "req_c4hk2vq6m3ya5znd7xw2tb4e6u",
                         *       "answer": "Multiply the outer derivative, taken at the inner function, by the inner derivative. [1]",
                         *       "mode": "written",
                         *       "question": "How do I differentiate a composition?",
                         *       "citations": [
                         *         {
                         *           "number": 1,
                         *           "collection": "d7wx2hq5mzn3vk4c6tya2b5eou",
                         *           "collection_name": "Analysis",
                         *           "document": "n3vd4k5w2hq7mzcx6tya2b5eou",
                         *           "path": "Rules/Chain rule.md",
                         *           "title": "Chain rule",
                         *           "headings": [
                         *             "Statement"
                         *           ],
                         *           "first_line": 5,
                         *           "last_line": 5,
                         *           "note_hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *           "passage_hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *           "quote": "The derivative of f(g(x)) is f'(g(x)) times g'(x)",
                         *           "sentence": "Multiply the outer derivative, taken at the inner function, by the inner derivative.",
                         *           "changed": false,
                         *           "link": "obsidian://open?vault=Analysis&file=Rules%2FChain%20rule%23Statement"
                         *         }
                         *       ],
                         *       "unverified": 0,
                         *       "sources": [
                         *         {
                         *           "id": "n3vd4k5w2hq7mzcx6tya2b5eou",
                         *           "title": "Chain rule",
                         *           "url": "obsidian://open?vault=Analysis&file=Rules%2FChain%20rule%23Statement",
                         *           "relevance_score": 0.82,
                         *           "collection": "d7wx2hq5mzn3vk4c6tya2b5eou",
                         *           "collection_name": "Analysis",
                         *           "path": "Rules/Chain rule.md",
                         *           "headings": [
                         *             "Statement"
                         *           ],
                         *           "first_line": 3,
                         *           "last_line": 9,
                         *           "tags": [
                         *             "analysis"
                         *           ]
                         *         }
                         *       ],
                         *       "metadata": {
                         *         "query_tokens": 812,
                         *         "answer_tokens": 46,
                         *         "retrieval_time_ms": 3.4,
                         *         "provider": "openai",
                         *         "model": "gpt-4o-mini",
                         *         "cost": 0.0001494
                         *       }
                         *     }
                         */
                        "application/json": components["schemas"]["QueryAnswer"];
                        /**
                         * @example {
                         *       "request_id": "req_c4hk2vq6m3ya5znd7xw2tb4e6u",
                         *       "answer": "Multiply the outer derivative, taken at the inner function, by the inner derivative. [1]",
                         *       "mode": "written",
                         *       "question": "How do I differentiate a composition?",
                         *       "citations": [
                         *         {
                         *           "number": 1,
                         *           "collection": "d7wx2hq5mzn3vk4c6tya2b5eou",
                         *           "collection_name": "Analysis",
                         *           "document": "n3vd4k5w2hq7mzcx6tya2b5eou",
                         *           "path": "Rules/Chain rule.md",
                         *           "title": "Chain rule",
                         *           "headings": [
                         *             "Statement"
                         *           ],
                         *           "first_line": 5,
                         *           "last_line": 5,
                         *           "note_hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *           "passage_hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *           "quote": "The derivative of f(g(x)) is f'(g(x)) times g'(x)",
                         *           "sentence": "Multiply the outer derivative, taken at the inner function, by the inner derivative.",
                         *           "changed": false,
                         *           "link": "obsidian://open?vault=Analysis&file=Rules%2FChain%20rule%23Statement"
                         *         }
                         *       ],
                         *       "unverified": 0,
                         *       "sources": [
                         *         {
                         *           "id": "n3vd4k5w2hq7mzcx6tya2b5eou",
                         *           "title": "Chain rule",
                         *           "url": "obsidian://open?vault=Analysis&file=Rules%2FChain%20rule%23Statement",
                         *           "relevance_score": 0.82,
                         *           "collection": "d7wx2hq5mzn3vk4c6tya2b5eou",
                         *           "collection_name": "Analysis",
                         *           "path": "Rules/Chain rule.md",
                         *           "headings": [
                         *             "Statement"
                         *           ],
                         *           "first_line": 3,
                         *           "last_line": 9,
                         *           "tags": [
                         *             "analysis"
                         *           ]
                         *         }
                         *       ],
                         *       "metadata": {
                         *         "query_tokens": 812,
                         *         "answer_tokens": 46,
                         *         "retrieval_time_ms": 3.4,
                         *         "provider": "openai",
                         *         "model": "gpt-4o-mini",
                         *         "cost": 0.0001494
                         *       }
                         *     }
                         */
                        "text/event-stream": components["schemas"]["QueryAnswer"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was used and spent, of all people.
         * @description By day of UTC, kind, model or quality, and channel, in US dollars. Without a name: budgets are in /api/v1/operator/budgets.
         */
        get: {
            parameters: {
                query?: {
                    /** @description The first day, such as 2026-11-01; 29 days before the last one where it is left out. */
                    from?: string;
                    /** @description The last day; today where it is left out. At most 400 days. */
                    to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "currency": "USD",
                         *       "from": "2026-11-01",
                         *       "to": "2026-11-30",
                         *       "sums": [
                         *         {
                         *           "day": "2026-11-30",
                         *           "kind": "tokens",
                         *           "item": "gpt-4o-mini",
                         *           "channel": "telegram",
                         *           "amount": 0.0021,
                         *           "quantity": 1400,
                         *           "entries": 3
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["ServiceUsage"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Our bots and phone numbers.
         * @description Each bot and phone number: whether it sends and, where it does not, what must be mended.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example [
                         *       {
                         *         "channel": "telegram",
                         *         "account": "main",
                         *         "fault": "none"
                         *       }
                         *     ]
                         */
                        "application/json": components["schemas"]["LineView"][];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The chats of the account.
         * @description Those that POST /api/v1/sessions opened for it and that have not ended, on all devices, newest first. A guest's session has none.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "sessions": [
                         *         {
                         *           "session_id": "c4hk2vq6m3ya5znd7xw2tb4e6u",
                         *           "created_at": "2026-11-29T12:00:00+00:00"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["ChatList"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Opens a session.
         * @description For a guest: the token is your identity, and is shown once. Signed in: one more chat of the account, with its limits, budget and collections, and without a token, since the sign-in opens it. A session that is not used ends after seven days.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "session_id": "c4hk2vq6m3ya5znd7xw2tb4e6u",
                         *       "token": "ovs_c4hk2vq6m3ya5znd7xw2tb4e6u_q3m7x2kzv5n4wdc6ty2ab5ehou"
                         *     }
                         */
                        "application/json": components["schemas"]["OpenedSession"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A code that joins a chat with this session.
         * @description Send it in the chat as /link CODE, or open one of the links, which do so. It is good once, for a short time; a new one takes the place of the last.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The caller's session, or a chat of the account. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "code": "c4hk2vq6m3ya5znd7xw2tb4e6u-7XK2",
                         *       "links": [
                         *         {
                         *           "channel": "telegram",
                         *           "url": "https://t.me/vault_bot?start=c4hk2vq6m3ya5znd7xw2tb4e6u"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["LinkCode"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The session of the token.
         * @description When it was opened, when it ends if nothing happens, and the ids of its jobs, oldest first.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The caller's session, or a chat of the account. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "session_id": "c4hk2vq6m3ya5znd7xw2tb4e6u",
                         *       "created_at": "2026-11-29T12:00:00+00:00",
                         *       "expires_at": "2026-12-06T12:00:00+00:00",
                         *       "job_ids": [
                         *         "k5w2hq7mzn3vd4cx6tya2b5eou"
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["SessionView"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who calls.
         * @description The caller's account, roles and name, and how people come in here. Whoever is nobody yet is told so too.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "account_id": "c4hk2vq6m3ya5znd7xw2tb4e6u",
                         *       "name": "Ada",
                         *       "roles": [
                         *         "user"
                         *       ],
                         *       "signed_in": true,
                         *       "may_sign_in": true,
                         *       "may_be_guest": true
                         *     }
                         */
                        "application/json": components["schemas"]["AccountView"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/administrator": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes the caller the first administrator.
         * @description With the setting Operator:BootstrapKey, which works once. Later ones are named by administrators.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "key": "f3Kq9wZr2LxTn7BvYc5Hs8Dm"
                     *     }
                     */
                    "application/json": components["schemas"]["BootstrapKey"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The accounts that administrators decided about.
         * @description Those with a role of ours, or without the right to call, by id. What the identity provider or the settings say comes on top.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "accounts": [
                         *         {
                         *           "account_id": "c4hk2vq6m3ya5znd7xw2tb4e6u",
                         *           "roles": [
                         *             "operator"
                         *           ],
                         *           "disabled": false
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["DecidedAccounts"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Gives an account roles, or takes its right to call.
         * @description It holds within a second, on every front end: also for its keys and for those who are signed in.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The account's id, which GET /api/v1/account tells its owner. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "roles": [
                     *         "operator"
                     *       ],
                     *       "disabled": false
                     *     }
                     */
                    "application/json": components["schemas"]["Decision"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that is the caller's, as one JSON object.
         * @description Who they are, the conversation on all joined channels, the messages of the web chat, jobs, charges, keys without the keys, and collections with the addresses that export their documents. At most 10,000 of each.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "account_id": "c4hk2vq6m3ya5znd7xw2tb4e6u",
                         *       "identity": {
                         *         "issuer": "https://login.example",
                         *         "subject": "248289761001",
                         *         "name": "Ada",
                         *         "email": "ada@example.org"
                         *       },
                         *       "addresses": [
                         *         "telegram:42"
                         *       ],
                         *       "conversation": [
                         *         {
                         *           "role": "user",
                         *           "text": "What is a derivative?",
                         *           "at": "2026-11-30T12:00:00+00:00"
                         *         }
                         *       ],
                         *       "web_messages": [],
                         *       "jobs": [],
                         *       "charges": [],
                         *       "keys": [],
                         *       "collections": [
                         *         {
                         *           "collection_id": "k5w2hq7mzn3vd4cx6tya2b5eou",
                         *           "name": "My notes",
                         *           "export": "/api/v1/rag/collections/k5w2hq7mzn3vd4cx6tya2b5eou/export"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["PersonalData"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /**
         * Erases everything that is the caller's.
         * @description In every store: the conversation on all joined channels, web chats, jobs and videos, files, own collections, keys and who they are; sign-ins and tokens end. It begins at once and ends within minutes. What stays: how much was spent on each day, that somebody wants to hear nothing, and what was written down of operators. Pictures of the visualizer, stored responses and the answers to named writes end with their lifetimes.
         */
        delete: {
            parameters: {
                query?: {
                    /** @description Must be everything. */
                    confirm?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Accepted */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The session's keys, oldest first.
         * @description Without the keys themselves. Keys that have ended are gone.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "keys": [
                         *         {
                         *           "key_id": "k7xw2tb4",
                         *           "name": "nightly report",
                         *           "scopes": [
                         *             "ai"
                         *           ],
                         *           "created_at": "2026-11-30T12:00:00+00:00",
                         *           "expires_at": "2027-02-28T12:00:00+00:00"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["KeyList"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Makes an API key for a program.
         * @description The key is shown once; only its hash is kept. It acts for this session, within its scopes (ai, jobs, knowledge, messages, operator, usage); without scopes it may do all that the session may but manage keys. Send it as Authorization: Bearer KEY, or as the API key of an OpenAI SDK.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "name": "nightly report",
                     *       "scopes": [
                     *         "ai"
                     *       ],
                     *       "expires_at": "2027-02-28T12:00:00+00:00"
                     *     }
                     */
                    "application/json": components["schemas"]["NewKey"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "key_id": "k7xw2tb4",
                         *       "key": "ovk_live_c4hk2vq6m3ya5znd7xw2tb4e6uk7xw2tb4_0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT4uVwXy",
                         *       "name": "nightly report",
                         *       "scopes": [
                         *         "ai"
                         *       ],
                         *       "expires_at": "2027-02-28T12:00:00+00:00"
                         *     }
                         */
                        "application/json": components["schemas"]["MadeKey"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a new key in the place of another one.
         * @description The new one has the name, the scopes and the end of the old one. Both are valid for overlap_hours, 0 to 168, 24 where it is left out; then the old one ends.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The key's id. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "overlap_hours": 24
                     *     }
                     */
                    "application/json": components["schemas"]["KeyRotation"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "key_id": "k7xw2tb4",
                         *       "key": "ovk_live_c4hk2vq6m3ya5znd7xw2tb4e6uk7xw2tb4_0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT4uVwXy",
                         *       "name": "nightly report",
                         *       "scopes": [
                         *         "ai"
                         *       ],
                         *       "expires_at": "2027-02-28T12:00:00+00:00"
                         *     }
                         */
                        "application/json": components["schemas"]["MadeKey"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{id}": {
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
         * Ends a key at once.
         * @description Every front end refuses it within a second, and ends the streams that were opened with it.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The key's id. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The messages of the chat.
         * @description A page of messages, oldest first. A chat keeps its newest 10000 messages.
         */
        get: {
            parameters: {
                query?: {
                    /** @description The next of the page before; left out for the newest messages. */
                    before?: number;
                    /** @description How many messages, from 1 to 100; 50 where it is left out. */
                    limit?: number;
                };
                header?: never;
                path: {
                    /** @description The caller's session, or a chat of the account. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "messages": [
                         *         {
                         *           "sequence": 1,
                         *           "message_id": "c4hk2vq6m3ya5znd7xw2tb4e6u",
                         *           "role": "user",
                         *           "text": "What is a derivative?",
                         *           "at": "2026-11-29T12:00:00+00:00"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["MessagePage"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Writes a message into the chat.
         * @description It is stored, and answered in the order of the chat: GET messages/events has the answer. /help in a message tells what else it may ask for.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /**
                     * @description 1 to 200 characters of your choice. The same request with the same key is carried out once; another request with it gets 422.
                     * @example order-4711
                     */
                    "Idempotency-Key"?: string;
                };
                path: {
                    /** @description The caller's session, or a chat of the account. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "text": "What is a derivative?",
                     *       "language": "en"
                     *     }
                     */
                    "application/json": components["schemas"]["NewMessage"];
                };
            };
            responses: {
                /** @description Accepted */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "sequence": 1,
                         *       "message_id": "c4hk2vq6m3ya5znd7xw2tb4e6u",
                         *       "role": "user",
                         *       "text": "What is a derivative?",
                         *       "at": "2026-11-29T12:00:00+00:00"
                         *     }
                         */
                        "application/json": components["schemas"]["MessageView"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/messages/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The chat as server-sent events.
         * @description An event message for each message after the last that you have; its id is the message's number. An event draft has more of the answer that is being written: put its text at the place from, and forget the draft when a message that is not yours comes. An empty draft means that an answer is on its way.
         */
        get: {
            parameters: {
                query?: {
                    /** @description The same, for clients that cannot send the header. */
                    after?: number;
                };
                header?: {
                    /** @description The id of the last message that you have, to go on after it. */
                    "Last-Event-ID"?: string;
                };
                path: {
                    /** @description The caller's session, or a chat of the account. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example id: 2
                         *     event: message
                         *     data: {"sequence":2,"message_id":"x5n2hq7mzk3vd4cw6tya2b5eou","role":"assistant","text":"It is a rate of change.","at":"2026-11-29T12:00:02+00:00"}
                         */
                        "text/event-stream": components["schemas"]["MessageView"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/{id}/answer": {
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
         * Stops the answer that is being written.
         * @description What came of it becomes a message. 204 as well where no answer is being written.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The caller's session, or a chat of the account. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The session's jobs, newest first.
         * @description A page of jobs, without their code and subtitles: GET one job for those. A session keeps its newest 50 jobs.
         */
        get: {
            parameters: {
                query?: {
                    /** @description How many jobs, from 1 to 50; 20 where it is left out. */
                    limit?: number;
                    /** @description The next of the page before; left out for the first page. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "jobs": [
                         *         {
                         *           "job_id": "k5w2hq7mzn3vd4cx6tya2b5eou",
                         *           "status": "ready",
                         *           "percent": 100,
                         *           "message": "Your video is ready.",
                         *           "next": "POST to links.link; the answer has video_url.",
                         *           "links": {
                         *             "self": "/api/v1/jobs/k5w2hq7mzn3vd4cx6tya2b5eou",
                         *             "link": "/api/v1/jobs/k5w2hq7mzn3vd4cx6tya2b5eou/link"
                         *           },
                         *           "sequence": 9100,
                         *           "repairs": 0,
                         *           "partial": false,
                         *           "scenes": [],
                         *           "title": "The derivative of x squared",
                         *           "provider": "openai/gpt-4o-mini",
                         *           "duration_seconds": 12.4,
                         *           "size_bytes": 482133,
                         *           "created_at": "2026-11-29T12:00:00+00:00",
                         *           "finished_at": "2026-11-29T12:00:48+00:00",
                         *           "format": "mp4",
                         *           "cached": false
                         *         }
                         *       ],
                         *       "next": "k5w2hq7mzn3vd4cx6tya2b5eou"
                         *     }
                         */
                        "application/json": components["schemas"]["JobPage"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Asks for a video.
         * @description The AI writes a Manim scene for the prompt, and a renderer draws it. The answer names the job and says how to follow it. A long prompt, or one that asks for scenes, becomes a video of several scenes. With notes, [[Chain rule]] or "my notes on Fourier" in the prompt it follows your notes, which sources lists.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /**
                     * @description 1 to 200 characters of your choice. The same request with the same key is carried out once; another request with it gets 422.
                     * @example order-4711
                     */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "prompt": "Explain the derivative of x^2",
                     *       "quality": "medium",
                     *       "subtitles": false
                     *     }
                     */
                    "application/json": components["schemas"]["NewJob"];
                };
            };
            responses: {
                /** @description Accepted */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "job_id": "k5w2hq7mzn3vd4cx6tya2b5eou",
                         *       "status": "queued",
                         *       "percent": 0,
                         *       "message": "Waiting for a renderer.",
                         *       "next": "Follow links.events; the last event has video_url. Or GET links.self until status is ready, and then POST to links.link.",
                         *       "links": {
                         *         "self": "/api/v1/jobs/k5w2hq7mzn3vd4cx6tya2b5eou",
                         *         "events": "/api/v1/jobs/k5w2hq7mzn3vd4cx6tya2b5eou/events"
                         *       },
                         *       "sequence": 1000,
                         *       "repairs": 0,
                         *       "partial": false,
                         *       "scenes": [],
                         *       "created_at": "2026-11-29T12:00:00+00:00",
                         *       "format": "mp4",
                         *       "cached": false
                         *     }
                         */
                        "application/json": components["schemas"]["JobView"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One job, with its code.
         * @description Where the job stands, what it made, and how to fetch the video.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The job's id. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "job_id": "k5w2hq7mzn3vd4cx6tya2b5eou",
                         *       "status": "ready",
                         *       "percent": 100,
                         *       "message": "Your video is ready.",
                         *       "next": "POST to links.link; the answer has video_url.",
                         *       "links": {
                         *         "self": "/api/v1/jobs/k5w2hq7mzn3vd4cx6tya2b5eou",
                         *         "link": "/api/v1/jobs/k5w2hq7mzn3vd4cx6tya2b5eou/link"
                         *       },
                         *       "sequence": 9100,
                         *       "repairs": 0,
                         *       "partial": false,
                         *       "scenes": [],
                         *       "title": "The derivative of x squared",
                         *       "provider": "openai/gpt-4o-mini",
                         *       "code": "from manim import *\n\nclass Derivative(Scene):\n    def construct(self):\n        self.play(Write(MathTex(\"f'(x) = 2x\")))\n        self.wait(2)\n",
                         *       "duration_seconds": 12.4,
                         *       "size_bytes": 482133,
                         *       "created_at": "2026-11-29T12:00:00+00:00",
                         *       "finished_at": "2026-11-29T12:00:48+00:00",
                         *       "format": "mp4",
                         *       "cached": false
                         *     }
                         */
                        "application/json": components["schemas"]["JobView"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /**
         * Cancels a job that runs; deletes one that is over.
         * @description A job that waits or is worked on is cancelled: 200 with the job, which stays to be looked at until it is deleted or its lifetime ends. A job that is over (ready, delivered, failed, cancelled, expired) is deleted with its video, its code and its links: 204, and 404 from then on.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The job's id. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "job_id": "k5w2hq7mzn3vd4cx6tya2b5eou",
                         *       "status": "cancelled",
                         *       "percent": 0,
                         *       "message": "Cancelled.",
                         *       "next": "The job was cancelled. DELETE links.self removes it.",
                         *       "links": {
                         *         "self": "/api/v1/jobs/k5w2hq7mzn3vd4cx6tya2b5eou"
                         *       },
                         *       "sequence": 2000,
                         *       "repairs": 0,
                         *       "partial": false,
                         *       "scenes": [],
                         *       "created_at": "2026-11-29T12:00:00+00:00",
                         *       "finished_at": "2026-11-29T12:00:00+00:00",
                         *       "format": "mp4",
                         *       "cached": false
                         *     }
                         */
                        "application/json": components["schemas"]["JobView"];
                    };
                };
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new short-lived link to a ready video.
         * @description Ask as often as you like while the video exists. The first fetch claims the link; 410 where the video is gone.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The job's id. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "job_id": "k5w2hq7mzn3vd4cx6tya2b5eou",
                         *       "status": "ready",
                         *       "percent": 100,
                         *       "message": "Your video is ready.",
                         *       "next": "Fetch video_url; the first fetch claims it. POST to links.link for another one.",
                         *       "links": {
                         *         "self": "/api/v1/jobs/k5w2hq7mzn3vd4cx6tya2b5eou",
                         *         "link": "/api/v1/jobs/k5w2hq7mzn3vd4cx6tya2b5eou/link"
                         *       },
                         *       "sequence": 9100,
                         *       "repairs": 0,
                         *       "partial": false,
                         *       "scenes": [],
                         *       "title": "The derivative of x squared",
                         *       "provider": "openai/gpt-4o-mini",
                         *       "code": "from manim import *\n\nclass Derivative(Scene):\n    def construct(self):\n        self.play(Write(MathTex(\"f'(x) = 2x\")))\n        self.wait(2)\n",
                         *       "duration_seconds": 12.4,
                         *       "size_bytes": 482133,
                         *       "created_at": "2026-11-29T12:00:00+00:00",
                         *       "finished_at": "2026-11-29T12:00:48+00:00",
                         *       "format": "mp4",
                         *       "cached": false,
                         *       "video_url": "/api/v1/video/k5w2hq7mzn3vd4cx6tya2b5eou/access?token=q3m7x2kzv5n4wdc6ty2ab5ehou",
                         *       "video_url_expires_at": "2026-11-29T12:06:00+00:00"
                         *     }
                         */
                        "application/json": components["schemas"]["JobView"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The job's progress as server-sent events.
         * @description The first event says all about the job but its code; each later one says what changed. The last one of a job with a video has links to it. The stream ends when the job is over, and 204 answers a client that has seen the end.
         */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The id of the last event that you have, to resume after it; browsers send it by themselves. */
                    "Last-Event-ID"?: string;
                };
                path: {
                    /** @description The job's id. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example id: 3025
                         *     event: progress
                         *     data: {"job_id":"k5w2hq7mzn3vd4cx6tya2b5eou","status":"rendering","percent":25,"sequence":3025,"message":"Rendering.","remaining_seconds":20}
                         *
                         *     id: 9100
                         *     event: progress
                         *     data: {"job_id":"k5w2hq7mzn3vd4cx6tya2b5eou","status":"ready","percent":100,"sequence":9100,"message":"Ready.","video_url":"/api/v1/video/k5w2hq7mzn3vd4cx6tya2b5eou/access?token=q3m7x2kzv5n4wdc6ty2ab5ehou"}
                         */
                        "text/event-stream": components["schemas"]["JobView"];
                    };
                };
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renders Manim code of your own.
         * @description Several scenes become one video, unless scene names one. The answer is a job, as that of POST /api/v1/jobs: follow links.events; the last event has video_url.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /**
                     * @description 1 to 200 characters of your choice. The same request with the same key is carried out once; another request with it gets 422.
                     * @example order-4711
                     */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "code": "from manim import *\n\nclass Hello(Scene):\n    def construct(self):\n        self.play(Write(Text(\"Hello\")))\n        self.wait(2)\n",
                     *       "quality": "low"
                     *     }
                     */
                    "application/json": components["schemas"]["NewCode"];
                };
            };
            responses: {
                /** @description Accepted */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "job_id": "k5w2hq7mzn3vd4cx6tya2b5eou",
                         *       "status": "queued",
                         *       "percent": 0,
                         *       "message": "Waiting for a renderer.",
                         *       "next": "Follow links.events; the last event has video_url. Or GET links.self until status is ready, and then POST to links.link.",
                         *       "links": {
                         *         "self": "/api/v1/jobs/k5w2hq7mzn3vd4cx6tya2b5eou",
                         *         "events": "/api/v1/jobs/k5w2hq7mzn3vd4cx6tya2b5eou/events"
                         *       },
                         *       "sequence": 1000,
                         *       "repairs": 0,
                         *       "partial": false,
                         *       "scenes": [],
                         *       "created_at": "2026-11-29T12:00:00+00:00",
                         *       "format": "mp4",
                         *       "cached": false
                         *     }
                         */
                        "application/json": components["schemas"]["JobView"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/code/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Checks Manim code without running it.
         * @description All that the validator finds: errors, warnings, and what it would repair by itself. Nothing is rendered, and nothing is paid.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "code": "from manim import *\nx = ("
                     *     }
                     */
                    "application/json": components["schemas"]["NewCode"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "valid": false,
                         *       "errors": [
                         *         {
                         *           "cause": "SyntaxError",
                         *           "line": 2,
                         *           "column": 5,
                         *           "message": "'(' was never closed."
                         *         }
                         *       ],
                         *       "warnings": [],
                         *       "repairs": [],
                         *       "scenes": [],
                         *       "seconds": 0
                         *     }
                         */
                        "application/json": components["schemas"]["CodeReport"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/budgets/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Gives a session budgets of its own.
         * @description In US dollars. What is left out is as the settings say.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The session's id. */
                    session: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "daily": 0.004,
                     *       "monthly": 5
                     *     }
                     */
                    "application/json": components["schemas"]["NewBudget"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        /**
         * Takes a session's own budgets away.
         * @description The budgets of the settings hold again.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The session's id. */
                    session: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The conversation of a person on a channel.
         * @description 404 where the person never wrote.
         */
        get: {
            parameters: {
                query: {
                    /** @description telegram or whatsapp. */
                    channel: string;
                    /** @description The bot's name, or our phone number id. */
                    account: string;
                    /** @description The person's id on the channel. */
                    external_id: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "session_id": "q6m3ya5zc4hk2vnd7xw2tb4e6u",
                         *       "human_answers": false,
                         *       "language": "en",
                         *       "addresses": [
                         *         {
                         *           "channel": "telegram",
                         *           "account": "main",
                         *           "external_id": "42"
                         *         }
                         *       ],
                         *       "thread": [
                         *         {
                         *           "role": "user",
                         *           "text": "Are you a human?",
                         *           "at": "2026-11-29T12:00:00+00:00",
                         *           "message_id": "main:42:7"
                         *         }
                         *       ],
                         *       "sent": [
                         *         {
                         *           "message_id": "c4hk2vq6m3ya5znd7xw2tb4e6u",
                         *           "channel": "telegram",
                         *           "channel_message_id": "8",
                         *           "status": "sent",
                         *           "at": "2026-11-29T12:00:00+00:00",
                         *           "text": "No."
                         *         }
                         *       ],
                         *       "name": "Ada",
                         *       "assignee": "Grace",
                         *       "labels": [
                         *         "billing"
                         *       ],
                         *       "job_ids": [],
                         *       "pending_in": 0,
                         *       "pending_out": 0,
                         *       "created_at": "2026-11-29T12:00:00+00:00",
                         *       "expires_at": "2026-12-06T12:00:00+00:00"
                         *     }
                         */
                        "application/json": components["schemas"]["ConversationView"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A conversation.
         * @description Its newest lines, who answers, the person's addresses, and how far our messages got.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The conversation's session. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "session_id": "q6m3ya5zc4hk2vnd7xw2tb4e6u",
                         *       "human_answers": false,
                         *       "language": "en",
                         *       "addresses": [
                         *         {
                         *           "channel": "telegram",
                         *           "account": "main",
                         *           "external_id": "42"
                         *         }
                         *       ],
                         *       "thread": [
                         *         {
                         *           "role": "user",
                         *           "text": "Are you a human?",
                         *           "at": "2026-11-29T12:00:00+00:00",
                         *           "message_id": "main:42:7"
                         *         }
                         *       ],
                         *       "sent": [
                         *         {
                         *           "message_id": "c4hk2vq6m3ya5znd7xw2tb4e6u",
                         *           "channel": "telegram",
                         *           "channel_message_id": "8",
                         *           "status": "sent",
                         *           "at": "2026-11-29T12:00:00+00:00",
                         *           "text": "No."
                         *         }
                         *       ],
                         *       "name": "Ada",
                         *       "assignee": "Grace",
                         *       "labels": [
                         *         "billing"
                         *       ],
                         *       "job_ids": [],
                         *       "pending_in": 0,
                         *       "pending_out": 0,
                         *       "created_at": "2026-11-29T12:00:00+00:00",
                         *       "expires_at": "2026-12-06T12:00:00+00:00"
                         *     }
                         */
                        "application/json": components["schemas"]["ConversationView"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Gives a conversation to somebody, or labels it.
         * @description What is left out stays as it is; an empty assignee gives it to nobody.
         */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The conversation's session. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "assignee": "Grace",
                     *       "labels": [
                     *         "billing"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["NewFiling"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        trace?: never;
    };
    "/api/v1/operator/conversations/{id}/handover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a conversation over.
         * @description The assistant is silent from here on.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The conversation's session. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        /**
         * Hands a conversation back.
         * @description The assistant answers again.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The conversation's session. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/conversations/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a person's words.
         * @description To where the conversation's person wrote last.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /**
                     * @description 1 to 200 characters of your choice. The same request with the same key is carried out once; another request with it gets 422.
                     * @example order-4711
                     */
                    "Idempotency-Key"?: string;
                };
                path: {
                    /** @description The conversation's session. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "text": "Hello, this is Ada. How can I help?"
                     *     }
                     */
                    "application/json": components["schemas"]["NewWords"];
                };
            };
            responses: {
                /** @description Accepted */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "message_id": "c4hk2vq6m3ya5znd7xw2tb4e6u",
                         *       "session_id": "q6m3ya5zc4hk2vnd7xw2tb4e6u"
                         *     }
                         */
                        "application/json": components["schemas"]["AcceptedMessage"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/conversations/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adds a private note.
         * @description It is in the thread for operators alone: no person and no model is ever shown it.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /**
                     * @description 1 to 200 characters of your choice. The same request with the same key is carried out once; another request with it gets 422.
                     * @example order-4711
                     */
                    "Idempotency-Key"?: string;
                };
                path: {
                    /** @description The conversation's session. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "text": "Was promised a call on Monday."
                     *     }
                     */
                    "application/json": components["schemas"]["NewWords"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/conversations/{id}/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tells the other operators who looks.
         * @description They hear it at /api/v1/operator/inbox/events. It is kept nowhere, and means a minute.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The conversation's session. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "writing": true,
                     *       "key": "window-1"
                     *     }
                     */
                    "application/json": components["schemas"]["NewPresence"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The conversations of all channels.
         * @description Newest first. A change is listed within a second or two.
         */
        get: {
            parameters: {
                query?: {
                    /** @description telegram, whatsapp or web; all where it is left out. */
                    channel?: string;
                    /** @description waiting for one of our people, human for those taken over, or failed where ours did not arrive. */
                    state?: string;
                    /** @description Whom they are given to. */
                    assignee?: string;
                    /** @description A label that they have. */
                    label?: string;
                    /** @description A part of the name, the address or the newest line. */
                    words?: string;
                    /** @description How many, from 1 to 200; 50 where it is left out. */
                    limit?: number;
                    /** @description The next of the page before. */
                    before?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "conversations": [
                         *         {
                         *           "session_id": "q6m3ya5zc4hk2vnd7xw2tb4e6u",
                         *           "sequence": 12,
                         *           "address": {
                         *             "channel": "telegram",
                         *             "account": "main",
                         *             "external_id": "42"
                         *           },
                         *           "name": "Ada",
                         *           "language": "en",
                         *           "last_at": "2026-11-30T12:00:00+00:00",
                         *           "last_role": "user",
                         *           "last_text": "Are you a human?",
                         *           "human_answers": true,
                         *           "waits": true,
                         *           "has_failed": false,
                         *           "assignee": "Grace",
                         *           "labels": [
                         *             "billing"
                         *           ]
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["InboxPage"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/inbox/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changes in the list.
         * @description Server-sent events of the type change. Whoever connects again reads the list again.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "conversations": [
                         *         {
                         *           "session_id": "q6m3ya5zc4hk2vnd7xw2tb4e6u",
                         *           "sequence": 12,
                         *           "address": {
                         *             "channel": "telegram",
                         *             "account": "main",
                         *             "external_id": "42"
                         *           },
                         *           "name": "Ada",
                         *           "language": "en",
                         *           "last_at": "2026-11-30T12:00:00+00:00",
                         *           "last_role": "user",
                         *           "last_text": "Are you a human?",
                         *           "human_answers": true,
                         *           "waits": true,
                         *           "has_failed": false,
                         *           "assignee": "Grace",
                         *           "labels": [
                         *             "billing"
                         *           ]
                         *         }
                         *       ],
                         *       "gone": []
                         *     }
                         */
                        "text/event-stream": components["schemas"]["InboxChange"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/conversations/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answers a message again, with another model or other instructions.
         * @description From the lines before the answer, at most 20. Nothing is sent, stored or charged to the person. Notes that the first answer came from are not looked up again.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The conversation's session. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "at": "2026-11-30T12:00:00+00:00",
                     *       "model": "openai/gpt-4o-mini"
                     *     }
                     */
                    "application/json": components["schemas"]["NewReplay"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "before": "Two is prime.",
                         *       "after": "Two is the only even prime.",
                         *       "model": "openai/gpt-4o-mini",
                         *       "tokens": 120,
                         *       "cost": 0.0000123
                         *     }
                         */
                        "application/json": components["schemas"]["ReplayView"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The models that can answer.
         * @description Classes, such as chat, and single models.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "models": [
                         *         "chat",
                         *         "openai/gpt-4o-mini"
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["ReplayModels"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/work": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The jobs that wait or are worked on.
         * @description The longest here first, at most 500.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "entries": [
                         *         {
                         *           "job_id": "c4hk2vq6m3ya5znd7xw2tb4e6u",
                         *           "kind": "render",
                         *           "user_id": "q6m3ya5zc4hk2vnd7xw2tb4e6u",
                         *           "priority": "interactive",
                         *           "enqueued_at": "2026-11-30T12:00:00+00:00",
                         *           "worker": "renderer-1",
                         *           "leased_until": "2026-11-30T12:00:20+00:00",
                         *           "returned": 0
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["WorkList"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Anybody's job.
         * @description How it stands, its attempts and its code. Nothing makes a link to the person's video.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The job's id. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "job_id": "k5w2hq7mzn3vd4cx6tya2b5eou",
                         *       "status": "queued",
                         *       "percent": 0,
                         *       "message": "Waiting for a renderer.",
                         *       "next": "Follow links.events; the last event has video_url. Or GET links.self until status is ready, and then POST to links.link.",
                         *       "links": {
                         *         "self": "/api/v1/jobs/k5w2hq7mzn3vd4cx6tya2b5eou",
                         *         "events": "/api/v1/jobs/k5w2hq7mzn3vd4cx6tya2b5eou/events"
                         *       },
                         *       "sequence": 1000,
                         *       "repairs": 0,
                         *       "partial": false,
                         *       "scenes": [],
                         *       "created_at": "2026-11-29T12:00:00+00:00",
                         *       "format": "mp4",
                         *       "cached": false
                         *     }
                         */
                        "application/json": components["schemas"]["JobView"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /**
         * Cancels a job.
         * @description Its person is told. One that is over stays as it is: 409.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The job's id. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "job_id": "k5w2hq7mzn3vd4cx6tya2b5eou",
                         *       "status": "queued",
                         *       "percent": 0,
                         *       "message": "Waiting for a renderer.",
                         *       "next": "Follow links.events; the last event has video_url. Or GET links.self until status is ready, and then POST to links.link.",
                         *       "links": {
                         *         "self": "/api/v1/jobs/k5w2hq7mzn3vd4cx6tya2b5eou",
                         *         "events": "/api/v1/jobs/k5w2hq7mzn3vd4cx6tya2b5eou/events"
                         *       },
                         *       "sequence": 1000,
                         *       "repairs": 0,
                         *       "partial": false,
                         *       "scenes": [],
                         *       "created_at": "2026-11-29T12:00:00+00:00",
                         *       "format": "mp4",
                         *       "cached": false
                         *     }
                         */
                        "application/json": components["schemas"]["JobView"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/jobs/{id}/requeue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renders a job's code again, as a new job of its person.
         * @description For one that is over and has code. It counts against the person's budget as any job does.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /**
                     * @description 1 to 200 characters of your choice. The same request with the same key is carried out once; another request with it gets 422.
                     * @example order-4711
                     */
                    "Idempotency-Key"?: string;
                };
                path: {
                    /** @description The job's id. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Accepted */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "job_id": "k5w2hq7mzn3vd4cx6tya2b5eou",
                         *       "status": "queued",
                         *       "percent": 0,
                         *       "message": "Waiting for a renderer.",
                         *       "next": "Follow links.events; the last event has video_url. Or GET links.self until status is ready, and then POST to links.link.",
                         *       "links": {
                         *         "self": "/api/v1/jobs/k5w2hq7mzn3vd4cx6tya2b5eou",
                         *         "events": "/api/v1/jobs/k5w2hq7mzn3vd4cx6tya2b5eou/events"
                         *       },
                         *       "sequence": 1000,
                         *       "repairs": 0,
                         *       "partial": false,
                         *       "scenes": [],
                         *       "created_at": "2026-11-29T12:00:00+00:00",
                         *       "format": "mp4",
                         *       "cached": false
                         *     }
                         */
                        "application/json": components["schemas"]["JobView"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the providers of AI are.
         * @description Which are not used for a while and why, and what each cost today, UTC.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "cooldowns": [
                         *         {
                         *           "subject": "openai",
                         *           "until": "2026-11-30T12:00:00+00:00",
                         *           "cause": "The provider answered 503.",
                         *           "level": 1
                         *         }
                         *       ],
                         *       "spent_today": [
                         *         {
                         *           "provider": "openai",
                         *           "amount": 1.23
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["ProviderReport"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What operators say often.
         * @description Texts, and approved templates of WhatsApp with the words that they were approved with.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "replies": [
                         *         {
                         *           "id": "opening-hours",
                         *           "title": "Opening hours",
                         *           "text": "We are here from 9 to 17."
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["ReplyList"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operator/replies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Stores a text or a template.
         * @description In the place of the one with this id. A template's variables are written {{1}}, {{2}} in its text.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Letters, digits and hyphens, at most 60. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "title": "Opening hours",
                     *       "text": "We are here from 9 to 17."
                     *     }
                     */
                    "application/json": components["schemas"]["NewReply"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        /**
         * Deletes a text or a template.
         * @description What was sent stays.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The reply's id. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who did what to whom, newest first.
         * @description What operators and administrators did and tried to do, sign-ins, and what people did with their keys. Never what was said. Kept for Audit:Lifetime.
         */
        get: {
            parameters: {
                query?: {
                    /** @description The account or session that did it; operator for the key in the settings. */
                    actor?: string;
                    /** @description The method and the address, or their beginning, such as PUT /api/v1/admin. */
                    action?: string;
                    /** @description A part of what it was done to, such as an id. */
                    target?: string;
                    /** @description The first moment, such as 2026-11-30T12:00:00Z. */
                    from?: string;
                    /** @description The first moment that is too late. */
                    to?: string;
                    /** @description How many entries, from 1 to 1000; 100 where it is left out. */
                    limit?: number;
                    /** @description The next of the page before. */
                    before?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "entries": [
                         *         {
                         *           "id": "019ad0f2c3a8k7xw2tb4c4hk",
                         *           "at": "2026-11-30T12:00:00+00:00",
                         *           "actor": "c4hk2vq6m3ya5znd7xw2tb4e6u",
                         *           "roles": [
                         *             "user",
                         *             "operator"
                         *           ],
                         *           "action": "POST /api/v1/operator/conversations/{id}/handover",
                         *           "target": "id=q6m3ya5zc4hk2vnd7xw2tb4e6u",
                         *           "status": 204,
                         *           "address": "203.0.113.9",
                         *           "request_id": "0HNK2V6Q3M5ZC:00000001"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["AuditPage"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All of it, one JSON object a line.
         * @description Newest first, with the same choices as the list, in one answer.
         */
        get: {
            parameters: {
                query?: {
                    /** @description The account or session that did it; operator for the key in the settings. */
                    actor?: string;
                    /** @description The method and the address, or their beginning, such as PUT /api/v1/admin. */
                    action?: string;
                    /** @description A part of what it was done to, such as an id. */
                    target?: string;
                    /** @description The first moment, such as 2026-11-30T12:00:00Z. */
                    from?: string;
                    /** @description The first moment that is too late. */
                    to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "019ad0f2c3a8k7xw2tb4c4hk",
                         *       "at": "2026-11-30T12:00:00+00:00",
                         *       "actor": "c4hk2vq6m3ya5znd7xw2tb4e6u",
                         *       "roles": [
                         *         "user",
                         *         "operator"
                         *       ],
                         *       "action": "POST /api/v1/operator/conversations/{id}/handover",
                         *       "target": "id=q6m3ya5zc4hk2vnd7xw2tb4e6u",
                         *       "status": 204,
                         *       "address": "203.0.113.9",
                         *       "request_id": "0HNK2V6Q3M5ZC:00000001"
                         *     }
                         */
                        "application/x-ndjson": components["schemas"]["AuditView"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rag/collections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The collections that you may read.
         * @description Your own, those you are a member of, and those of everyone, by name; with your own person_id, which others use to make you a member.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "person_id": "c4hk2vq6m3ya5znd7xw2tb4e6u",
                         *       "collections": [
                         *         {
                         *           "collection_id": "m4xq2hv7kzn3wd5cy6tab2e7ou",
                         *           "name": "Calculus",
                         *           "visibility": "private",
                         *           "role": "owner",
                         *           "created_at": "2026-11-30T12:00:00+00:00",
                         *           "generation": 41
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["CollectionList"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Makes a collection.
         * @description You own it. Nobody else sees it until you change its visibility. 409 where you own as many as one person may (Knowledge:MaxCollections).
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /**
                     * @description 1 to 200 characters of your choice. The same request with the same key is carried out once; another request with it gets 422.
                     * @example order-4711
                     */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "name": "Calculus",
                     *       "visibility": "private"
                     *     }
                     */
                    "application/json": components["schemas"]["NewCollectionBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "collection_id": "m4xq2hv7kzn3wd5cy6tab2e7ou",
                         *       "name": "Calculus",
                         *       "visibility": "private",
                         *       "role": "owner",
                         *       "created_at": "2026-11-30T12:00:00+00:00",
                         *       "generation": 41
                         *     }
                         */
                        "application/json": components["schemas"]["CollectionView"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rag/collections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One collection, with how much it holds.
         * @description Also how many documents wait to be read. What was read can be found meanwhile.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The collection's id. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "collection_id": "m4xq2hv7kzn3wd5cy6tab2e7ou",
                         *       "name": "Calculus",
                         *       "visibility": "private",
                         *       "role": "owner",
                         *       "created_at": "2026-11-30T12:00:00+00:00",
                         *       "generation": 41,
                         *       "status": "indexing",
                         *       "documents": 173,
                         *       "waiting": 12,
                         *       "refused": 1,
                         *       "passages": 1204,
                         *       "bytes": 704113,
                         *       "text_bytes": 690400,
                         *       "embedding": {
                         *         "model": "text-embedding-3-small/1536",
                         *         "embedded": 1152,
                         *         "total": 1204,
                         *         "used": false
                         *       }
                         *     }
                         */
                        "application/json": components["schemas"]["CollectionView"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /**
         * Erases a collection.
         * @description With its documents, passages, links, vectors, cached answers and originals. From the answer on nobody finds anything of it; the last rows and objects are gone shortly after. Only its owner may.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The collection's id. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        /**
         * Renames a collection, or changes who sees it.
         * @description Only its owner may.
         */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The collection's id. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "name": "Analysis",
                     *       "visibility": "people"
                     *     }
                     */
                    "application/json": components["schemas"]["CollectionPatch"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "collection_id": "m4xq2hv7kzn3wd5cy6tab2e7ou",
                         *       "name": "Calculus",
                         *       "visibility": "private",
                         *       "role": "owner",
                         *       "created_at": "2026-11-30T12:00:00+00:00",
                         *       "generation": 41
                         *     }
                         */
                        "application/json": components["schemas"]["CollectionView"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/rag/collections/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The members of a collection.
         * @description Only its owner sees them. They count while the visibility is people.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The collection's id. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "members": [
                         *         {
                         *           "person_id": "c4hk2vq6m3ya5znd7xw2tb4e6u",
                         *           "right": "read"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["MemberList"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rag/collections/{id}/members/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Makes somebody a member, or changes what a member may do.
         * @description Only its owner may. At most 200 members.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The collection's id. */
                    id: string;
                    /** @description The person_id that the person sees in GET /api/v1/rag/collections. */
                    person: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "right": "read"
                     *     }
                     */
                    "application/json": components["schemas"]["MemberBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "members": [
                         *         {
                         *           "person_id": "c4hk2vq6m3ya5znd7xw2tb4e6u",
                         *           "right": "read"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["MemberList"];
                    };
                };
            };
        };
        post?: never;
        /**
         * Removes a member.
         * @description Only its owner may. 204 also where the person was no member.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The collection's id. */
                    id: string;
                    /** @description The member's person_id. */
                    person: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rag/collections/{id}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Compares a local folder with the collection.
         * @description Send every path with its hash, upload what the answer calls missing, and send the list again with commit: then files that moved are renamed, with their ids and the links to them, and files that are gone are deleted.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The collection's id. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "files": [
                     *         {
                     *           "path": "Rules/Chain rule.md",
                     *           "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                     *         }
                     *       ],
                     *       "commit": false
                     *     }
                     */
                    "application/json": components["schemas"]["SyncBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "missing": [
                         *         "Rules/Chain rule.md"
                         *       ],
                         *       "renamed": [
                         *         {
                         *           "from": "Limits.md",
                         *           "to": "Basics/Limits.md"
                         *         }
                         *       ],
                         *       "gone": [
                         *         "Old.md"
                         *       ],
                         *       "refused": [
                         *         {
                         *           "path": "../x.md",
                         *           "reason": "Its name is not a path within a vault."
                         *         }
                         *       ],
                         *       "unchanged": 170,
                         *       "committed": false
                         *     }
                         */
                        "application/json": components["schemas"]["SyncView"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rag/collections/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The progress of reading, as server-sent events.
         * @description Each event is the collection as it is then. The stream ends when no document waits, and 204 answers a client that has seen the end.
         */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description The id of the last event that you have; browsers send it by themselves. */
                    "Last-Event-ID"?: string;
                };
                path: {
                    /** @description The collection's id. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example id: 41
                         *     event: progress
                         *     data: {"collection_id":"m4xq2hv7kzn3wd5cy6tab2e7ou","name":"Calculus","visibility":"private","role":"owner","status":"indexing","waiting":12}
                         */
                        "text/event-stream": components["schemas"]["CollectionView"];
                    };
                };
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rag/collections/{id}/quality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How well a collection answers questions whose answers are known.
         * @description Each sentence with a link asks for the note that the link leads to, and the owner may add more. Ways of ranking are compared by these questions, and one that is better for certain is used.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The collection's id. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "graded_at": "2026-11-30T12:00:00+00:00",
                         *       "generation": 41,
                         *       "link_questions": 132,
                         *       "judged_questions": 2,
                         *       "verdict": "No other way of ranking is better for certain. The default is used.",
                         *       "embedding_model": "text-embedding-3-small/1536",
                         *       "grades": [
                         *         {
                         *           "name": "the default",
                         *           "mrr": 0.412,
                         *           "recall": 0.731,
                         *           "low": 0,
                         *           "high": 0,
                         *           "wins": false
                         *         },
                         *         {
                         *           "name": "links between notes lift both",
                         *           "mrr": 0.42,
                         *           "recall": 0.74,
                         *           "low": -0.003,
                         *           "high": 0.02,
                         *           "wins": false
                         *         },
                         *         {
                         *           "name": "embeddings of text-embedding-3-small/1536 take part",
                         *           "mrr": 0.431,
                         *           "recall": 0.79,
                         *           "low": -0.001,
                         *           "high": 0.04,
                         *           "wins": false
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["QualityView"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Grades a collection again, with questions of your own.
         * @description In the background; GET shows the grades when they are there. Only its owner may.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The collection's id. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "judgements": [
                     *         {
                     *           "query": "What is the derivative of a composition?",
                     *           "document_id": "p6ty2ab5ehouq3m7x2kzv5n4wd"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["GradeBody"];
                };
            };
            responses: {
                /** @description Accepted */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "graded_at": "2026-11-30T12:00:00+00:00",
                         *       "generation": 41,
                         *       "link_questions": 132,
                         *       "judged_questions": 2,
                         *       "verdict": "No other way of ranking is better for certain. The default is used.",
                         *       "embedding_model": "text-embedding-3-small/1536",
                         *       "grades": [
                         *         {
                         *           "name": "the default",
                         *           "mrr": 0.412,
                         *           "recall": 0.731,
                         *           "low": 0,
                         *           "high": 0,
                         *           "wins": false
                         *         },
                         *         {
                         *           "name": "links between notes lift both",
                         *           "mrr": 0.42,
                         *           "recall": 0.74,
                         *           "low": -0.003,
                         *           "high": 0.02,
                         *           "wins": false
                         *         },
                         *         {
                         *           "name": "embeddings of text-embedding-3-small/1536 take part",
                         *           "mrr": 0.431,
                         *           "recall": 0.79,
                         *           "low": -0.001,
                         *           "high": 0.04,
                         *           "wins": false
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["QualityView"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rag/collections/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything in a collection, as a zip.
         * @description Its files as they were sent, or their text where the originals are not kept any more, and links.json: every link with the note it stands in, its line, and the note it leads to.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The collection's id. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": components["schemas"]["Stream"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rag/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The documents of a collection, by path.
         * @description With where each stands, and why it was refused where it was.
         */
        get: {
            parameters: {
                query?: {
                    /** @description The collection's id; your own where it is left out. */
                    collection?: string;
                    /** @description How many documents, from 1 to 500; 100 where it is left out. */
                    limit?: number;
                    /** @description The next of the page before; left out for the first page. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "documents": [
                         *         {
                         *           "document_id": "p6ty2ab5ehouq3m7x2kzv5n4wd",
                         *           "collection_id": "m4xq2hv7kzn3wd5cy6tab2e7ou",
                         *           "path": "Rules/Chain rule.md",
                         *           "status": "indexed",
                         *           "chunks_created": 7,
                         *           "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *           "size": 5120,
                         *           "received_at": "2026-11-30T12:00:00+00:00",
                         *           "indexed_at": "2026-11-30T12:00:01+00:00"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["DocumentPage"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Takes documents: one, several, or a zip of a vault.
         * @description As a form. The name of each file is its path in the collection. The same bytes again change nothing; other bytes under the same path replace that document, and its former text is found until they are read. Files that cannot be taken are refused one by one, each with its reason. Without a collection they go to your own.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /**
                     * @description 1 to 200 characters of your choice. The same request with the same key is carried out once; another request with it gets 422.
                     * @example order-4711
                     */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "file": "(the file)",
                     *       "collection": "Calculus",
                     *       "title": "The chain rule",
                     *       "category": "maths",
                     *       "tags": "calculus,derivatives"
                     *     }
                     */
                    "multipart/form-data": components["schemas"]["UploadForm"];
                };
            };
            responses: {
                /** @description Accepted */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "collection_id": "m4xq2hv7kzn3wd5cy6tab2e7ou",
                         *       "document_id": "p6ty2ab5ehouq3m7x2kzv5n4wd",
                         *       "status": "indexed",
                         *       "chunks_created": 7,
                         *       "documents": [
                         *         {
                         *           "document_id": "p6ty2ab5ehouq3m7x2kzv5n4wd",
                         *           "collection_id": "m4xq2hv7kzn3wd5cy6tab2e7ou",
                         *           "path": "Rules/Chain rule.md",
                         *           "status": "indexed",
                         *           "chunks_created": 7,
                         *           "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *           "size": 5120,
                         *           "received_at": "2026-11-30T12:00:00+00:00",
                         *           "indexed_at": "2026-11-30T12:00:01+00:00"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["UploadView"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rag/documents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One document.
         * @description Where it stands; not its text.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The document's id. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "document_id": "p6ty2ab5ehouq3m7x2kzv5n4wd",
                         *       "collection_id": "m4xq2hv7kzn3wd5cy6tab2e7ou",
                         *       "path": "Rules/Chain rule.md",
                         *       "status": "indexed",
                         *       "chunks_created": 7,
                         *       "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "size": 5120,
                         *       "received_at": "2026-11-30T12:00:00+00:00",
                         *       "indexed_at": "2026-11-30T12:00:01+00:00"
                         *     }
                         */
                        "application/json": components["schemas"]["DocumentView"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /**
         * Deletes a document.
         * @description With all that is found of it, and its original.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The document's id. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rag/documents/{id}/note": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was read of a document: its text, its tags, and its links both ways.
         * @description Its lines are those that citations name. What its author hid is not in it. Links lead to the notes that you may read. 404 until the document was read for the first time.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The document's id. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "document_id": "p6ty2ab5ehouq3m7x2kzv5n4wd",
                         *       "collection_id": "m4xq2hv7kzn3wd5cy6tab2e7ou",
                         *       "path": "Rules/Chain rule.md",
                         *       "title": "Chain rule",
                         *       "kind": "markdown",
                         *       "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "indexed_at": "2026-11-30T12:00:00+00:00",
                         *       "aliases": [
                         *         "composition"
                         *       ],
                         *       "tags": [
                         *         "calculus"
                         *       ],
                         *       "warnings": [],
                         *       "text": "# Chain rule\n\nSee [[Limits#Definition|the limit]].\n",
                         *       "links": [
                         *         {
                         *           "line": 3,
                         *           "target": "Limits",
                         *           "heading": "Definition",
                         *           "embed": false,
                         *           "document_id": "n3vd4k5w2hq7mzcx6tya2b5eou",
                         *           "path": "Basics/Limits.md"
                         *         }
                         *       ],
                         *       "backlinks": [
                         *         {
                         *           "document_id": "c4hk2vq6m3ya5znd7xw2tb4e6u",
                         *           "path": "Index.md",
                         *           "title": "Index"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": components["schemas"]["NoteView"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rag/documents/{id}/original": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The document's bytes as they were sent.
         * @description In whole or by range, while they are kept (Lifetimes:Documents, 30 days); then 410. What was read of it stays until it is deleted.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The document's id. */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/octet-stream": components["schemas"]["Stream"];
                    };
                };
                /** @description Partial Content */
                206: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/whatsapp/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a text, with buttons or a list, or a reaction.
         * @description Outside the 24-hour window it waits until the person writes. The person's order, opt-out and receipts hold as for the assistant.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /**
                     * @description 1 to 200 characters of your choice. The same request with the same key is carried out once; another request with it gets 422.
                     * @example order-4711
                     */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "to": "16505551234",
                     *       "text": "Your video is ready."
                     *     }
                     */
                    "application/json": components["schemas"]["NewWhatsAppMessage"];
                };
            };
            responses: {
                /** @description Accepted */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "message_id": "c4hk2vq6m3ya5znd7xw2tb4e6u",
                         *       "session_id": "q6m3ya5zc4hk2vnd7xw2tb4e6u"
                         *     }
                         */
                        "application/json": components["schemas"]["AcceptedMessage"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/whatsapp/messages/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends an approved template.
         * @description At any time, also outside the 24-hour window. Who stopped marketing gets none of the category marketing.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /**
                     * @description 1 to 200 characters of your choice. The same request with the same key is carried out once; another request with it gets 422.
                     * @example order-4711
                     */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "to": "16505551234",
                     *       "name": "we_have_news",
                     *       "language": "en_US",
                     *       "parameters": [
                     *         "Ada"
                     *       ],
                     *       "category": "utility"
                     *     }
                     */
                    "application/json": components["schemas"]["NewWhatsAppTemplate"];
                };
            };
            responses: {
                /** @description Accepted */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "message_id": "c4hk2vq6m3ya5znd7xw2tb4e6u",
                         *       "session_id": "q6m3ya5zc4hk2vnd7xw2tb4e6u"
                         *     }
                         */
                        "application/json": components["schemas"]["AcceptedMessage"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/whatsapp/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a file.
         * @description Uploaded as the file of a form, whose other fields are those of the JSON, or as JSON with a link that Meta fetches. At most 100 MB; WhatsApp takes less of most kinds.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /**
                     * @description 1 to 200 characters of your choice. The same request with the same key is carried out once; another request with it gets 422.
                     * @example order-4711
                     */
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "to": "16505551234",
                     *       "kind": "document",
                     *       "link": "https://example.com/notes.pdf",
                     *       "caption": "To read",
                     *       "file_name": "notes.pdf"
                     *     }
                     */
                    "application/json": components["schemas"]["NewWhatsAppMedia"];
                    /**
                     * @example {
                     *       "to": "16505551234",
                     *       "kind": "document",
                     *       "link": "https://example.com/notes.pdf",
                     *       "caption": "To read",
                     *       "file_name": "notes.pdf"
                     *     }
                     */
                    "multipart/form-data": components["schemas"]["NewWhatsAppMedia"];
                };
            };
            responses: {
                /** @description Accepted */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "message_id": "c4hk2vq6m3ya5znd7xw2tb4e6u",
                         *       "session_id": "q6m3ya5zc4hk2vnd7xw2tb4e6u"
                         *     }
                         */
                        "application/json": components["schemas"]["AcceptedMessage"];
                    };
                };
            };
        };
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
        /** @description A message that will be sent. */
        AcceptedMessage: {
            /** @description The outbox id; the conversation shows how far the message got. */
            message_id: string;
            /** @description The conversation. */
            session_id: string;
        };
        /** @description Who calls. */
        AccountView: {
            /** @description Names the account, which is also its session; null for nobody, and for the operator's key. */
            account_id: null | string;
            /** @description What the identity provider calls them. */
            name: null | string;
            /** @description guest, user, service, operator, admin; none for nobody. */
            roles: string[];
            /** @description Whether the request was sent with the cookie of a sign-in. */
            signed_in: boolean;
            /** @description Whether people can sign in here, at /signin. */
            may_sign_in: boolean;
            /** @description Whether people may open a session without signing in. */
            may_be_guest: boolean;
        };
        /**
         * @description How an answer came about.
         * @enum {unknown}
         */
        AnswerKind: "written" | "passages" | "nothing";
        /** @description A page of what was done. */
        AuditPage: {
            /** @description Newest first. */
            entries: components["schemas"]["AuditView"][];
            /** @description Ask with it as before for the next page; null on the last one. */
            next: null | string;
        };
        /** @description One thing that somebody did, or tried to do. */
        AuditView: {
            /** @description Names the entry. */
            id: string;
            /**
             * Format: date-time
             * @description When it was over.
             */
            at: string;
            /** @description The account or session; operator for the key in the settings. */
            actor: string;
            /** @description What the actor was. */
            roles: string[];
            /** @description The method and the address, or another event such as sign in. */
            action: string;
            /** @description The ids that it was about. */
            target: string;
            /**
             * Format: int32
             * @description The HTTP status of the answer: 403 was refused.
             */
            status: number;
            /** @description Where the request came from. */
            address: string;
            /** @description The API key that was used. */
            key_id: null | string;
            /** @description Also in the answer and in the log. */
            request_id: string;
        };
        /** @description The key that names the first administrator. */
        BootstrapKey: {
            /** @description The setting Operator:BootstrapKey. */
            key: null | string;
        };
        ChannelAddress: {
            channel: string;
            account: string;
            external_id: string;
        };
        /** @description An address that opens a chat. */
        ChannelLink: {
            /** @description telegram or whatsapp. */
            channel: string;
            /** @description For a phone, as a link or as a QR code. */
            url: string;
        };
        /** @enum {unknown} */
        ChargeOutcome: "complete" | "partial" | "failed" | "cache_hit";
        /** @description The chats of an account. */
        ChatList: {
            /** @description Newest first. */
            sessions: components["schemas"]["ChatView"][];
        };
        /** @description A chat of an account. */
        ChatView: {
            /** @description Names the session. */
            session_id: string;
            /**
             * Format: date-time
             * @description When it was opened.
             */
            created_at: string;
        };
        /** @description Words of a note that the server found where they are stored. */
        CitationView: {
            /**
             * Format: int32
             * @description What names it in the answer.
             */
            number: number;
            /** @description The collection's id. */
            collection: string;
            /** @description The collection's name. */
            collection_name: string;
            /** @description The note's id. */
            document: string;
            /** @description The note's path in the collection. */
            path: string;
            /** @description The note's title. */
            title: string;
            /** @description Those it stands under, outermost first. */
            headings: string[];
            /**
             * Format: int32
             * @description From 1.
             */
            first_line: number;
            /**
             * Format: int32
             * @description Inclusive.
             */
            last_line: number;
            /** @description SHA-256 of the note's bytes. */
            note_hash: string;
            /** @description SHA-256 of the passage that the model read. */
            passage_hash: string;
            /** @description The words as they are stored, without markup. */
            quote: string;
            /** @description The sentence of the answer that they support; empty where no model wrote it. */
            sentence: string;
            /** @description The note changed after the model read it. */
            changed: boolean;
            /** @description Opens the note in Obsidian. */
            link: string;
        };
        /** @description Something that the validator found. */
        CodeNote: {
            /** @description Stable, for programs. */
            cause: string;
            /**
             * Format: int32
             * @description From 1; 0 is the whole code.
             */
            line: number;
            /** Format: int32 */
            column: number;
            message: string;
            suggestion: null | string;
        };
        /** @description Everything that the validator finds in a piece of code. Lines are those of `RepairedCode` where there is one. */
        CodeReport: {
            /** @description No errors: the code would be rendered. */
            valid: boolean;
            errors: components["schemas"]["CodeNote"][];
            warnings: components["schemas"]["CodeNote"][];
            /** @description What was mended by itself, keeping the meaning. */
            repairs: components["schemas"]["CodeNote"][];
            /** @description The scenes, in the order in which they would be shown. */
            scenes: string[];
            /**
             * Format: double
             * @description About how long the video would be.
             */
            seconds: number;
            /** @description The code as it would be rendered, where it was mended. */
            repaired_code: null | string;
        };
        /** @description The collections that you may read. */
        CollectionList: {
            /** @description You, as others name you when they make you a member. */
            person_id: string;
            /** @description By name. */
            collections: components["schemas"]["CollectionView"][];
        };
        /** @description What is to change; what is left out stays. */
        CollectionPatch: {
            /** @description 1 to 100 characters. */
            name?: null | string;
            visibility?: null | components["schemas"]["Visibility"];
        };
        /**
         * @description What the caller may do with a collection.
         * @enum {unknown}
         */
        CollectionRole: "read" | "write" | "owner";
        /** @description A collection of notes and documents. */
        CollectionView: {
            /** @description Names the collection. */
            collection_id: string;
            /** @description 1 to 100 characters. */
            name: string;
            /** @description private: only you; people: the members too; everyone: everybody who talks to this service. */
            visibility: components["schemas"]["Visibility"];
            /** @description What you may do: read, write, or everything (owner). */
            role: components["schemas"]["CollectionRole"];
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: int64
             * @description Grows with every change of what can be found.
             */
            generation: number;
            /** @description indexing while documents wait to be read, else ready; left out in lists. */
            status?: null | string;
            /**
             * Format: int32
             * @description How many documents it holds; left out in lists.
             */
            documents?: null | number;
            /**
             * Format: int32
             * @description How many of them wait to be read.
             */
            waiting?: null | number;
            /**
             * Format: int32
             * @description How many of them could not be read.
             */
            refused?: null | number;
            /**
             * Format: int32
             * @description How many passages can be found.
             */
            passages?: null | number;
            /**
             * Format: int64
             * @description The size of its documents as they were sent.
             */
            bytes?: null | number;
            /**
             * Format: int64
             * @description The size of the text that can be found.
             */
            text_bytes?: null | number;
            embedding?: null | components["schemas"]["EmbeddingView"];
        };
        /** @description A conversation. */
        ConversationView: {
            /** @description Names it. */
            session_id: string;
            /** @description Whether a person of ours has taken it over. */
            human_answers: boolean;
            /** @description The person's, ISO 639-1. */
            language: null | string;
            /** @description Where the person can be reached. */
            addresses: components["schemas"]["ChannelAddress"][];
            /** @description The newest lines, oldest first. */
            thread: components["schemas"]["ThreadLine"][];
            /** @description Our newest messages, and how far they got. */
            sent: components["schemas"]["SentView"][];
            /** @description What the person calls themselves; null while unknown. */
            name: null | string;
            /** @description Whom of our people it is given to; null for nobody. */
            assignee: null | string;
            /** @description What operators call it. */
            labels: string[];
            /**
             * Format: date-time
             * @description Until when we may write freely; null where the channel sets no window.
             */
            window_ends_at: null | string;
            /** @description Its jobs, oldest first. */
            job_ids: string[];
            /**
             * Format: int32
             * @description Messages that wait for an answer.
             */
            pending_in: number;
            /**
             * Format: int32
             * @description Messages of ours that wait to be sent.
             */
            pending_out: number;
            /**
             * Format: date-time
             * @description When it began.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it ends, if nothing is said.
             */
            expires_at: string;
        };
        /** @description An account that an administrator decided about. */
        DecidedAccount: {
            /** @description Names it. */
            account_id: string;
            /** @description operator, admin. */
            roles: string[];
            /** @description Whether nothing of it is accepted. */
            disabled: boolean;
        };
        /** @description The accounts that administrators decided about. */
        DecidedAccounts: {
            /** @description By id. */
            accounts: components["schemas"]["DecidedAccount"][];
        };
        /** @description What holds for an account from now on. */
        Decision: {
            /** @description operator, admin, both or none; those that are left out are taken away. */
            roles?: null | string[];
            /**
             * @description Whether nothing of it is accepted: no sign-in, no key, no token.
             * @default false
             */
            disabled?: boolean;
        };
        /** @enum {unknown} */
        DeliveryStatus: "pending" | "sending" | "sent" | "delivered" | "read" | "failed";
        /** @description A page of documents. */
        DocumentPage: {
            /** @description By path. */
            documents: components["schemas"]["DocumentView"][];
            /** @description Send it as cursor for the next page; left out on the last. */
            next: null | string;
        };
        /** @enum {unknown} */
        DocumentState: "waiting" | "indexed" | "refused" | null;
        /** @description A document of a collection. */
        DocumentView: {
            /** @description Stays the same when it is changed or renamed; left out where it was refused at once. */
            document_id: null | string;
            /** @description The collection that it is in. */
            collection_id: string;
            /** @description In the collection. */
            path: string;
            /** @description waiting, indexed or refused. */
            status: components["schemas"]["DocumentState"];
            /**
             * Format: int32
             * @description How many passages of it can be found.
             */
            chunks_created: number;
            /** @description Why it was refused, or what of it could not be read. */
            reason: null | string;
            /** @description SHA-256 of its bytes. */
            hash: null | string;
            /**
             * Format: int64
             * @description In bytes.
             */
            size: null | number;
            /**
             * Format: date-time
             * @description When its newest bytes arrived.
             */
            received_at: null | string;
            /**
             * Format: date-time
             * @description When it could first be found as it is.
             */
            indexed_at: null | string;
        };
        /** @description The embeddings of a collection. */
        EmbeddingView: {
            /** @description The model, and behind / its number of dimensions once it has made some. */
            model: string;
            /**
             * Format: int32
             * @description How many passages have one.
             */
            embedded: number;
            /**
             * Format: int32
             * @description How many passages there are.
             */
            total: number;
            /** @description Whether searching uses them: only where the collection's own grades say that they help. */
            used: boolean;
            /** @description Why embedding does not go on for now; left out where it does. Searching goes on by words. */
            fault: null | string;
        };
        /** @description Grades a collection again. */
        GradeBody: {
            /** @description Questions whose answers you know, to be added to those that the links between notes make. */
            judgements?: null | components["schemas"]["JudgementBody"][];
        };
        /** @description How good one way of ranking is. */
        GradeView: {
            /** @description What it differs in from the best one before it. */
            name: string;
            /**
             * Format: double
             * @description The mean over the questions of 1 / the rank of the first right note, 0 where none is among the first 20.
             */
            mrr: number;
            /**
             * Format: double
             * @description The share of the right notes that are among the first 20.
             */
            recall: number;
            /**
             * Format: double
             * @description The difference of mrr to the best one before it is at least this, with 99 % confidence.
             */
            low: number;
            /**
             * Format: double
             * @description And at most this.
             */
            high: number;
            /** @description Whether it is better for certain, so that it is used from now on. */
            wins: boolean;
        };
        /** @description What is new in the list; one of the three. */
        InboxChange: {
            /** @description As they are now. */
            conversations: components["schemas"]["InboxItem"][];
            /** @description Those that have left the list. */
            gone: string[];
            presence: null | components["schemas"]["OperatorPresence"];
        };
        /** @description A conversation in the list. */
        InboxItem: {
            /** @description Names it. */
            session_id: string;
            /**
             * Format: int64
             * @description Numbers its changes: an item with a smaller number is older.
             */
            sequence: number;
            address: null | components["schemas"]["ChannelAddress"];
            /** @description What the person calls themselves; null while unknown. */
            name: null | string;
            /** @description The person's, ISO 639-1; null while unknown. */
            language: null | string;
            /**
             * Format: date-time
             * @description When the newest line was said.
             */
            last_at: string;
            /** @description user, assistant, human, which is one of our people, or note. */
            last_role: string;
            /** @description Its beginning, at most 200 characters. */
            last_text: string;
            /** @description Whether a person of ours has taken it over. */
            human_answers: boolean;
            /** @description Whether the person waits for one of ours. */
            waits: boolean;
            /** @description Whether our newest message did not arrive. */
            has_failed: boolean;
            /** @description Whom it is given to; null for nobody. */
            assignee: null | string;
            /** @description What operators call it. */
            labels: string[];
            /**
             * Format: date-time
             * @description Until when we may write freely; null where the channel sets no window.
             */
            window_ends_at: null | string;
        };
        /** @description A page of the list of conversations. */
        InboxPage: {
            /** @description Newest first. */
            conversations: components["schemas"]["InboxItem"][];
            /** @description Ask with it as before for the next page; null on the last one. */
            next: null | string;
        };
        /** @enum {unknown} */
        JobFault: "none" | "no_topic" | "provider" | "code" | "scene" | "limit" | "no_video" | "budget" | "deadline" | "internal" | null;
        /** @description The addresses of a job, relative to the Api's. */
        JobLinks: {
            /** @description GET: the job; DELETE: cancels or deletes it. */
            self: string;
            /** @description GET: progress as server-sent events, while the job runs. */
            events: null | string;
            /** @description POST: a new short-lived link to the video, while there is one. */
            link: null | string;
        };
        /** @description What became of the equalities and inequalities that a video shows. */
        JobMathematics: {
            /**
             * Format: int32
             * @description How many hold.
             */
            checked: number;
            /**
             * Format: int32
             * @description How many are open: equations with unknowns, definitions, and what could not be read.
             */
            could_not_check: number;
            /** @description Those that are false, each with its line in the code. */
            failed: string[];
        };
        /** @description A page of jobs. */
        JobPage: {
            /** @description Newest first, without code and subtitles. */
            jobs: components["schemas"]["JobView"][];
            /** @description For `?cursor=`; left out on the last page. */
            next: null | string;
        };
        /** @description One scene of a longer video. */
        JobPartView: {
            /** @description What the scene is called. */
            title: string;
            /** @description Where the scene's own job stands. */
            status: components["schemas"]["JobState"];
            /**
             * Format: double
             * @description How long it is.
             */
            seconds: null | number;
            /** @description Why it could not be made. */
            cause: null | string;
        };
        /** @enum {unknown} */
        JobPriority: "interactive" | "batch";
        /** @description A note that a video follows. */
        JobSource: {
            /** @description The collection's id. */
            collection: string;
            /** @description The collection's name. */
            collection_name: string;
            /** @description The note's id. */
            document: string;
            /** @description The note's path in the collection. */
            path: string;
            /** @description The note's title. */
            title: string;
            /** @description SHA-256 of the note's bytes when it was read. */
            note_hash: string;
            /** @description Opens the note in Obsidian. */
            url: string;
        };
        /** @enum {unknown} */
        JobState: "queued" | "generating" | "validating" | "rendering" | "uploading" | "ready" | "delivered" | "failed" | "cancelled" | "expired";
        /** @description A job as its owner sees it. A link to the video is in the answer that made it, and in no other. */
        JobView: {
            /** @description Names the job. */
            job_id: string;
            /** @description Where the job stands. */
            status: components["schemas"]["JobState"];
            /**
             * Format: int32
             * @description 0 to 100; never goes back.
             */
            percent: number;
            /** @description One sentence for people on where the job stands. */
            message: string;
            /** @description What to do next, for people. */
            next: string;
            /** @description The addresses of the job. */
            links: components["schemas"]["JobLinks"];
            /**
             * Format: int64
             * @description Grows with every change.
             */
            sequence: number;
            error?: null | components["schemas"]["JobFault"];
            /** @description A stable code beside the error: the validator's cause, or one of the job's own such as `scene_error`. */
            cause?: null | string;
            /**
             * Format: int32
             * @description How often the AI has mended its code.
             */
            repairs?: number;
            /**
             * Format: double
             * @description About how many seconds are left.
             */
            remaining_seconds?: null | number;
            /** @description The video lacks scenes that could not be made. */
            partial?: boolean;
            /** @description The scenes of a longer video. */
            scenes?: components["schemas"]["JobPartView"][];
            /** @description What is said, as SubRip text. Only where one job is asked for. */
            subtitles?: null | string;
            /** @description The video's title. */
            title?: null | string;
            /** @description Who wrote the code: a model, or "you". */
            provider?: null | string;
            /** @description The Manim code. Only where one job is asked for. */
            code?: null | string;
            /**
             * Format: double
             * @description How long the video is.
             */
            duration_seconds?: null | number;
            /**
             * Format: int64
             * @description How large the video is.
             */
            size_bytes?: null | number;
            /**
             * Format: date-time
             * @description When the job was asked for.
             */
            created_at?: string;
            /**
             * Format: date-time
             * @description When the work on it ended.
             */
            finished_at?: null | string;
            /** @description The kind of file. */
            format?: components["schemas"]["VideoFormat"];
            /** @description The same was rendered before: nothing was rendered for this job. */
            cached?: boolean;
            /** @description What a viewer may not like about how the video looks, and what was fixed in code of your own. */
            advice?: null | string[];
            mathematics?: null | components["schemas"]["JobMathematics"];
            /**
             * Format: date-time
             * @description Until when the video is kept: for a day, or for two minutes after its first fetch. Not there without a video.
             */
            video_expires_at?: null | string;
            /** @description The plan after which a model wrote the scene, one part per line. */
            plan?: null | string;
            /** @description The version of the prompts that a model wrote the code with, such as "2-1f0c9a3e". */
            prompts?: null | string;
            /** @description The notes that the video follows. */
            sources?: null | components["schemas"]["JobSource"][];
            /** @description A short-lived link to the video; the first fetch claims it. */
            video_url?: null | string;
            /**
             * Format: date-time
             * @description Until when the link may be claimed.
             */
            video_url_expires_at?: null | string;
            /** @description A JPEG of the video's fullest frame; as long as the video's link. */
            thumbnail_url?: null | string;
            /** @description The code that was rendered, as a file; as long as the video's link. */
            code_url?: null | string;
        };
        /** @description A question whose answer you know. */
        JudgementBody: {
            /** @description As a person would ask; 1 to 1,000 characters. */
            query: null | string;
            /** @description A document of the collection that answers it. */
            document_id: null | string;
            /** @description false takes it back; true where it is left out. */
            is_right?: null | boolean;
        };
        /** @description The keys of a session. */
        KeyList: {
            /** @description Oldest first. */
            keys: components["schemas"]["KeyView"][];
        };
        /** @description How a key is rotated. */
        KeyRotation: {
            /**
             * Format: int32
             * @description How long the old key stays valid, in hours: 0 to 168, 24 where it is left out.
             */
            overlap_hours?: null | number;
        };
        /** @description A key, without the key itself. */
        KeyView: {
            /** @description Names the key. */
            key_id: string;
            /** @description What it is for. */
            name: string;
            /** @description What it may be used for; all where it is empty. */
            scopes: string[];
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it ends.
             */
            expires_at: null | string;
            /**
             * Format: date-time
             * @description When it was last used, to five minutes.
             */
            last_used_at: null | string;
        };
        /** @enum {unknown} */
        LineFault: "none" | "too_fast" | "spam" | "stopped";
        /** @description A bot or a phone number of ours. */
        LineView: {
            /** @description telegram or whatsapp. */
            channel: string;
            /** @description The bot's name, or the phone number id. */
            account: string;
            /** @description none, too_fast, spam (no campaigns), or stopped: the operator must act. */
            fault: components["schemas"]["LineFault"];
            /**
             * Format: date-time
             * @description When it is tried again.
             */
            until: null | string;
            /** @description The channel's own words. */
            detail: null | string;
        };
        /** @description A code that joins two conversations. */
        LinkCode: {
            /** @description Good once, for `Sessions:LinkLifetime`. */
            code: string;
            /** @description Addresses that open a chat with the code in it, where this service knows them. */
            links: components["schemas"]["ChannelLink"][];
        };
        /** @description A note that links to another. */
        LinkedNoteView: {
            /** @description Names it. */
            document_id: string;
            /** @description In the collection. */
            path: string;
            /** @description Its own, or the name of its file. */
            title: string;
        };
        /** @description A key that was just made. */
        MadeKey: {
            /** @description Names the key. */
            key_id: string;
            /** @description The key itself, shown this once. */
            key: string;
            /** @description What it is for. */
            name: string;
            /** @description What it may be used for; all where it is empty. */
            scopes: string[];
            /**
             * Format: date-time
             * @description When it ends.
             */
            expires_at: null | string;
        };
        /** @description What a member may do. */
        MemberBody: {
            right: null | components["schemas"]["MemberRight"];
        };
        /** @description The members of a collection. */
        MemberList: {
            /** @description They count while the visibility is people. */
            members: components["schemas"]["MemberView"][];
        };
        /** @enum {unknown} */
        MemberRight: "read" | "write";
        /** @description A member of a collection. */
        MemberView: {
            /** @description The person_id that the person sees in GET /api/v1/rag/collections. */
            person_id: string;
            /** @description read, or write. */
            right: components["schemas"]["MemberRight"];
        };
        /** @description A page of messages. */
        MessagePage: {
            /** @description Oldest first. */
            messages: components["schemas"]["MessageView"][];
            /**
             * Format: int64
             * @description For `?before=`; not there at the beginning of the chat.
             */
            next: null | number;
        };
        /** @description A message of the chat. */
        MessageView: {
            /**
             * Format: int64
             * @description Its number in the chat, from 1.
             */
            sequence: number;
            /** @description Unique in the chat. */
            message_id: string;
            /** @description user, or assistant for all that we say. */
            role: string;
            /** @description Markdown, with formulas between dollar signs. */
            text: string;
            /** Format: date-time */
            at: string;
            /** @description The job that the message is about. */
            job_id?: null | string;
            /** @description A short-lived link to the message's picture; read the message again for another. */
            picture_url?: null | string;
            /** @description The channel on which it was said, such as telegram, once that is joined with this chat; not there for the page. */
            via?: null | string;
        };
        /** @description Budgets of one session, in US dollars. */
        NewBudget: {
            /**
             * Format: double
             * @description What may be spent in a day, UTC.
             */
            daily: null | number;
            /**
             * Format: double
             * @description What may be spent in a month, UTC.
             */
            monthly: null | number;
        };
        /** @description A button under a message. */
        NewButton: {
            id: null | string;
            title: null | string;
        };
        /** @description Code to render, or to check. */
        NewCode: {
            /** @description Manim Community code, 1 to 50,000 characters. */
            code: null | string;
            /** @description low, medium (default) or high. */
            quality?: null | string;
            /** @description interactive (default), or batch: after all that somebody waits for. */
            priority?: null | string;
            /** @description mp4 (default), webm, gif, or png for the last frame. */
            format?: null | string;
            /** @description The class of the one scene to render; all of them, joined, where it is left out. */
            scene?: null | string;
            /** @description An https address that is told when the job ends; see POST /api/v1/callbacks/secret. */
            callback_url?: null | string;
        };
        /** @description A new collection. */
        NewCollectionBody: {
            /** @description 1 to 100 characters. */
            name: null | string;
            visibility?: null | components["schemas"]["Visibility"];
        };
        /** @description What operators note of a conversation. What is left out stays. */
        NewFiling: {
            /** @description Whom it is given to, at most 100 characters; empty for nobody. */
            assignee?: null | string;
            /** @description At most 10, of at most 40 characters each. */
            labels?: null | string[];
        };
        /** @description What a video is asked for with. */
        NewJob: {
            /** @description What the video is to explain: 1 to 5,000 characters. Manim code is rendered as it is. */
            prompt: null | string;
            /** @description low, medium (default) or high. */
            quality?: null | string;
            /** @description interactive (default), or batch: after all that somebody waits for. */
            priority?: null | string;
            /** @description mp4 (default), webm, gif, or png for the last frame. */
            format?: null | string;
            /**
             * @description Whether the subtitles of a video of several scenes are drawn into the picture.
             * @default false
             */
            subtitles?: boolean;
            /** @description Names or paths of at most 10 notes that the video follows; [[Name]] in the prompt does the same. */
            notes?: null | string[];
            /** @description Ids or names of the collections that the notes are in; left out for all that you may read. */
            collections?: null | string[];
            /** @description An https address that is told when the job ends; see POST /api/v1/callbacks/secret. */
            callback_url?: null | string;
        };
        /** @description A key that is to be made. */
        NewKey: {
            /** @description What it is for: 1 to 100 characters. */
            name: null | string;
            /** @description What it may be used for; all where it is left out. */
            scopes?: null | string[];
            /**
             * Format: date-time
             * @description When it ends; never where it is left out.
             */
            expires_at?: null | string;
        };
        /** @description A list to choose from. */
        NewList: {
            label: null | string;
            sections: null | components["schemas"]["NewSection"][];
        };
        /** @description What a person writes. */
        NewMessage: {
            /** @description 1 to 65,536 characters. */
            text: null | string;
            /** @description The language of the person's page as an IETF tag; a new chat speaks it. */
            language?: null | string;
            /** @description The class of model that answers: chat (default), or quick for the cheapest that can. */
            class?: null | string;
        };
        /** @description An operator looks at a conversation. */
        NewPresence: {
            /**
             * @description Whether they are writing.
             * @default false
             */
            writing?: boolean;
            /** @description Names the window: 1 to 64 characters. */
            key?: null | string;
        };
        /** @description An emoji under a message. */
        NewReaction: {
            /** @description The id (wamid) of the message. */
            message_id: null | string;
            /** @description Empty takes the reaction back. */
            emoji: null | string;
        };
        /** @description An answer that is to be given again. */
        NewReplay: {
            /**
             * Format: date-time
             * @description When the answer was given, as the conversation says.
             */
            at: string;
            /** @description One of GET /api/v1/operator/models; the one that answers chats where it is left out. */
            model?: null | string;
            /** @description What the model is told beforehand, 1 to 8,000 characters; as in chats where it is left out. */
            instructions?: null | string;
        };
        /** @description A text or a template that is to be stored. */
        NewReply: {
            /** @description What operators find it by: 1 to 100 characters. */
            title: null | string;
            /** @description What is said, or a template's approved words: 1 to 4,096 characters. */
            text: null | string;
            /** @description The template's approved name; left out for a text. */
            template?: null | string;
            /** @description The template's language, such as en_US. */
            language?: null | string;
            /** @description The template's category: marketing, utility or authentication. */
            category?: null | string;
        };
        /** @description A row of a list. */
        NewRow: {
            id: null | string;
            title: null | string;
            description: null | string;
        };
        /** @description A part of a list. */
        NewSection: {
            title: null | string;
            rows: null | components["schemas"]["NewRow"][];
        };
        /** @description Fills a button of a template. */
        NewTemplateButton: {
            /**
             * Format: int32
             * @description The button's place, from 0.
             */
            index: number;
            /** @description quick_reply, url or copy_code. */
            kind: null | string;
            /** @description What fills it. */
            value: null | string;
        };
        /** @description Fills a placeholder. */
        NewTemplateValue: {
            /** @description text, image, video or document. */
            kind: null | string;
            /** @description The text, or the file's https link. */
            value: null | string;
        };
        /** @description What to draw: a kind and its data, a table of text in place of series, or words as after /plot and /draw. */
        NewVisual: {
            /** @description plot, line, bar, scatter, histogram, pie, geometry or graph. */
            kind?: null | string;
            /** @description png (default) or svg. */
            format?: null | string;
            /** @description Stands above the picture. */
            title?: null | string;
            /** @description In place of all else: "bar Mon=3 Tue=5", "plot sin(x) from -5 to 5". */
            prompt?: null | string;
            expressions?: null | string[];
            /** Format: double */
            x_min?: null | number;
            /** Format: double */
            x_max?: null | number;
            /** Format: double */
            y_min?: null | number;
            /** Format: double */
            y_max?: null | number;
            series?: null | components["schemas"]["VisualSeriesBody"][];
            x?: null | number[];
            labels?: null | string[];
            csv?: null | string;
            points?: null | number[][];
            segments?: null | number[][][];
            polygons?: null | unknown[][];
            circles?: null | components["schemas"]["VisualCircle"][];
            edges?: null | string[][];
            directed?: boolean;
        };
        /** @description A file to a person. */
        NewWhatsAppMedia: {
            /** @description One of our phone number ids; the first where it is left out. */
            from: null | string;
            /** @description The phone number in digits with its country code, or the business-scoped user id. */
            to: null | string;
            /** @description image, audio, video, document or sticker. */
            kind: null | string;
            /** @description An https address that Meta fetches; left out where the file is uploaded. */
            link: null | string;
            /** @description At most 1,024 characters. */
            caption: null | string;
            /** @description At most 240 characters. */
            file_name: null | string;
        };
        /** @description A message to a person. */
        NewWhatsAppMessage: {
            /** @description One of our phone number ids; the first where it is left out. */
            from: null | string;
            /** @description The phone number in digits with its country code, or the business-scoped user id. */
            to: null | string;
            /** @description 1 to 16,384 characters; long ones go in parts. */
            text: null | string;
            /** @description The id (wamid) of the message that this one quotes. */
            reply_to?: null | string;
            /** @description At most three; what is pressed comes back with its id. */
            buttons?: null | components["schemas"]["NewButton"][];
            list?: null | components["schemas"]["NewList"];
            reaction?: null | components["schemas"]["NewReaction"];
        };
        /** @description An approved template. */
        NewWhatsAppTemplate: {
            /** @description One of our phone number ids; the first where it is left out. */
            from: null | string;
            /** @description The phone number in digits with its country code, or the business-scoped user id. */
            to: null | string;
            /** @description The template's name. */
            name: null | string;
            /** @description The template's language, such as en_US. */
            language: null | string;
            /** @description Fill the placeholders of the template's body, in order. */
            parameters: null | string[];
            header?: null | components["schemas"]["NewTemplateValue"];
            /** @description Fill the buttons that have something to fill. */
            buttons?: null | components["schemas"]["NewTemplateButton"][];
            /** @description marketing, utility or authentication, as Meta approved it; marketing where it is left out. */
            category?: null | string;
        };
        /** @description What a person of ours says. */
        NewWords: {
            /** @description 1 to 16,384 characters; long ones go in parts. */
            text: null | string;
        };
        /** @description A link of a note. */
        NoteLinkView: {
            /**
             * Format: int32
             * @description Where it stands, from 1.
             */
            line: number;
            /** @description As it is written, without heading, block, alias and size; empty for a link inside the note. */
            target: string;
            /** @description The headings after "#". */
            heading: null | string;
            /** @description The id after "#^". */
            block: null | string;
            /** @description Whether its target is shown in its place. */
            embed: boolean;
            /** @description Where it leads to; left out where there is no such note. */
            document_id: null | string;
            /** @description The path of that note. */
            path: null | string;
        };
        /** @description A document as it was read. */
        NoteView: {
            /** @description Names the document. */
            document_id: string;
            /** @description The collection that it is in. */
            collection_id: string;
            /** @description In the collection. */
            path: string;
            /** @description Its own, or the name of its file. */
            title: string;
            /** @description markdown, canvas, pdf, docx, html, csv, notebook or text. */
            kind: string;
            /** @description SHA-256 of the bytes that it was read from. */
            hash: string;
            /**
             * Format: date-time
             * @description When it was read.
             */
            indexed_at: string;
            /** @description Other names by which links may refer to it. */
            aliases: string[];
            /** @description Without the "#", in lower case. */
            tags: string[];
            /** @description What of it could not be read. */
            warnings: string[];
            /** @description Its lines end with "\n", and are counted from 1. */
            text: string;
            /** @description In the order of the text. */
            links: components["schemas"]["NoteLinkView"][];
            /** @description The notes that link to it, by path; at most 1,000. */
            backlinks: components["schemas"]["LinkedNoteView"][];
        };
        /** @description A session that was just opened. */
        OpenedSession: {
            /** @description Names the session. */
            session_id: string;
            /** @description Send it as `Authorization: Bearer TOKEN`. Left out for a chat of an account, which its sign-in opens. */
            token: null | string;
        };
        OperatorPresence: {
            session_id: string;
            by: string;
            is_writing: boolean;
            key: string;
        };
        /** @enum {unknown} */
        PassagesReason: "no_provider" | "provider_away" | "budget" | null;
        /** @description A collection of the person's own. */
        PersonalCollection: {
            /** @description Names it. */
            collection_id: string;
            /** @description What it is called. */
            name: string;
            /** @description The address that sends its documents as they came. */
            export: string;
        };
        /** @description Everything that is a person's. */
        PersonalData: {
            /** @description The account, which is also the session. */
            account_id: string;
            identity: null | components["schemas"]["PersonalIdentity"];
            /** @description Where the person wrote from. */
            addresses: string[];
            /** @description The lines of the conversation on all joined channels, and of the account's chats, each oldest first. */
            conversation: components["schemas"]["PersonalLine"][];
            /** @description What the page shows, oldest first. */
            web_messages: components["schemas"]["PersonalLine"][];
            /** @description Videos, with their code. */
            jobs: components["schemas"]["JobView"][];
            /** @description What was spent, newest first. */
            charges: components["schemas"]["UsageEntry"][];
            /** @description API keys, without the keys themselves. */
            keys: components["schemas"]["KeyView"][];
            /** @description Own collections, and where their documents are to be had. */
            collections: components["schemas"]["PersonalCollection"][];
        };
        /** @description Who the identity provider says that this is. */
        PersonalIdentity: {
            /** @description The provider. */
            issuer: string;
            /** @description The provider's id of the person. */
            subject: string;
            /** @description What they are called. */
            name: null | string;
            /** @description Their address, where the provider has verified it. */
            email: null | string;
        };
        /** @description A line of a conversation. */
        PersonalLine: {
            /** @description user, assistant or human, which is one of our people. */
            role: string;
            /** @description What was said. */
            text: string;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
        };
        /** @description A provider, or one of its models, that is not used for a while. */
        ProviderCooldown: {
            /** @description The provider, or provider/model. */
            subject: string;
            /**
             * Format: date-time
             * @description When it is tried again.
             */
            until: string;
            /** @description Why. */
            cause: string;
            /**
             * Format: int32
             * @description How often in a row.
             */
            level: number;
        };
        /** @description How the providers of AI are. */
        ProviderReport: {
            /** @description Those that are not used for a while. */
            cooldowns: components["schemas"]["ProviderCooldown"][];
            /** @description What each cost today, UTC. */
            spent_today: components["schemas"]["ProviderSpending"][];
        };
        /** @description What a provider cost. */
        ProviderSpending: {
            /** @description Its name. */
            provider: string;
            /**
             * Format: double
             * @description US dollars.
             */
            amount: number;
        };
        /** @description How well a collection answers questions whose answers are known. */
        QualityView: {
            /**
             * Format: date-time
             * @description When it was graded; left out before the first time.
             */
            graded_at: null | string;
            /**
             * Format: int64
             * @description Of the collection at that time.
             */
            generation: null | number;
            /**
             * Format: int32
             * @description How many questions were made of sentences with links.
             */
            link_questions: number;
            /**
             * Format: int32
             * @description How many the owner has added.
             */
            judged_questions: number;
            /** @description What the grades mean, in a sentence or two. */
            verdict: string;
            /** @description The embeddings that were tried; left out where there were none. */
            embedding_model: null | string;
            /** @description One for each way of ranking that was tried; the first is the default. */
            grades: components["schemas"]["GradeView"][];
        };
        /** @description An answer from notes. */
        QueryAnswer: {
            /** @description Names the request, in logs too. */
            request_id: string;
            /** @description Markdown; [1] names a citation, [?] marks what the notes do not hold up. */
            answer: string;
            /** @description written, passages or nothing. */
            mode: components["schemas"]["AnswerKind"];
            reason: null | components["schemas"]["PassagesReason"];
            /** @description What was looked for: the question, or what it means in its conversation. */
            question: string;
            /** @description What was looked up and found, in the order of the answer. */
            citations: components["schemas"]["CitationView"][];
            /**
             * Format: int32
             * @description How many quotes were not found.
             */
            unverified: number;
            /** @description The passages that the answer could rest on, best first. */
            sources: null | components["schemas"]["SourceView"][];
            /** @description What it took. */
            metadata: components["schemas"]["QueryMetadata"];
        };
        /** @description Which notes count. */
        QueryFilters: {
            /** @description Only notes whose front matter has this category. */
            category?: null | string;
            /** @description Only notes with all of these tags, or with tags below them; at most 20. */
            tags?: null | string[];
            /** @description Only notes in this folder and below. */
            folder?: null | string;
            /** @description Only notes whose front matter has these values; at most 20. */
            properties?: null | {
                [key: string]: string;
            };
        };
        /** @description What an answer took. */
        QueryMetadata: {
            /**
             * Format: int64
             * @description Tokens that models read.
             */
            query_tokens: number;
            /**
             * Format: int64
             * @description Tokens that models wrote.
             */
            answer_tokens: number;
            /**
             * Format: double
             * @description How long finding the passages took.
             */
            retrieval_time_ms: number;
            /** @description Who wrote it. */
            provider: null | string;
            /** @description The model that wrote it. */
            model: null | string;
            /**
             * Format: double
             * @description US dollars.
             */
            cost: number;
        };
        /** @description How much is looked for and answered. */
        QueryOptions: {
            /**
             * Format: int32
             * @description How many passages the answer may rest on: 1 to 20.
             */
            top_k?: null | number;
            /** @description Whether the answer lists them; true where it is left out. */
            include_sources?: null | boolean;
        };
        /** @description A question to notes. */
        QueryRequest: {
            /** @description 1 to 10,000 characters. */
            query: null | string;
            /** @description Ids or names of at most 50; left out for all that you may read. */
            collections?: null | string[];
            filters?: null | components["schemas"]["QueryFilters"];
            options?: null | components["schemas"]["QueryOptions"];
            /** @description The conversation before the question, oldest first: at most 50 messages. */
            history?: null | components["schemas"]["QueryTurn"][];
            /** @description Yours, ISO 639-1: what the service itself says is in it. */
            language?: null | string;
            /** @description A class (chat, quick) or one of GET /v1/models; left out: chat. */
            model?: null | string;
            /** @description Whether the answer comes as server-sent events. */
            stream?: null | boolean;
        };
        /** @description One message of the conversation. */
        QueryTurn: {
            /** @description user or assistant. */
            role: null | string;
            /** @description What was said. */
            content: null | string;
        };
        /** @description A file that is not taken. */
        RefusedFile: {
            /** @description As it was sent. */
            path: string;
            /** @description Why, and what to do. */
            reason: string;
        };
        /** @description A file that moved. */
        RenamedFile: {
            /** @description Its path in the collection. */
            from: string;
            /** @description Its path in the list. */
            to: string;
        };
        /** @description The models that can answer. */
        ReplayModels: {
            /** @description By name. */
            models: string[];
        };
        /** @description Two answers to one question. */
        ReplayView: {
            /** @description What was answered. */
            before: string;
            /** @description What would be answered now. */
            after: string;
            /** @description Which model that was. */
            model: string;
            /**
             * Format: int64
             * @description What it took.
             */
            tokens: number;
            /**
             * Format: double
             * @description US dollars, of the service's own ledger.
             */
            cost: number;
        };
        /** @description What operators say often. */
        ReplyList: {
            /** @description By title. */
            replies: components["schemas"]["ReplyView"][];
        };
        /** @description A text that is said often, or a template of WhatsApp. */
        ReplyView: {
            /** @description Names it. */
            id: string;
            /** @description What operators find it by. */
            title: string;
            /** @description What is said, or a template's approved words. */
            text: string;
            /** @description The template's approved name; null for a text. */
            template: null | string;
            /** @description The template's language, such as en_US. */
            language: null | string;
            /** @description The template's category. */
            category: null | string;
        };
        /** @description A message of ours. */
        SentView: {
            /** @description The outbox id. */
            message_id: string;
            /** @description Where it went. */
            channel: string;
            /** @description The channel's own id of it. */
            channel_message_id: null | string;
            /** @description How far it got. */
            status: components["schemas"]["DeliveryStatus"];
            /**
             * Format: date-time
             * @description When it was sent.
             */
            at: string;
            /**
             * Format: int32
             * @description The channel's, where it failed.
             */
            error_code: null | number;
            /** @description Whether the channel bills it, if it says so. */
            billable: null | boolean;
            /** @description The channel's price category. */
            price_category: null | string;
            /** @description The beginning of what it said. */
            text: null | string;
        };
        /** @description What was used and spent on one day. */
        ServiceSum: {
            /**
             * Format: date
             * @description Of UTC.
             */
            day: string;
            /** @description What was bought: tokens, render-seconds, storage and others. */
            kind: string;
            item: string;
            /** @description Where it was asked for: a channel, api, job, or unknown. */
            channel: string;
            /**
             * Format: double
             * @description US dollars.
             */
            amount: number;
            /**
             * Format: double
             * @description In the kind's unit.
             */
            quantity: number;
            /**
             * Format: int64
             * @description How many calls or renders.
             */
            entries: number;
        };
        /** @description What all people used and spent. */
        ServiceUsage: {
            /** @description Always USD. */
            currency: string;
            /**
             * Format: date
             * @description The first day.
             */
            from: string;
            /**
             * Format: date
             * @description The last day.
             */
            to: string;
            /** @description By day, kind, item and channel; nothing where nothing was booked. */
            sums: components["schemas"]["ServiceSum"][];
        };
        /** @description A session. */
        SessionView: {
            /** @description Names the session. */
            session_id: string;
            /**
             * Format: date-time
             * @description When it was opened.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it ends if nothing happens.
             */
            expires_at: string;
            /** @description Its jobs, oldest first. */
            job_ids: string[];
        };
        /** @description A passage that was found. */
        SourceView: {
            /** @description The note's id. */
            id: string;
            /** @description The note's title. */
            title: string;
            /** @description Opens the note in Obsidian. */
            url: string;
            /**
             * Format: double
             * @description From 0 to 1: the share of the question that the passage has.
             */
            relevance_score: number;
            /** @description The collection's id. */
            collection: string;
            /** @description The collection's name. */
            collection_name: string;
            /** @description The note's path in the collection. */
            path: string;
            /** @description Those it stands under, outermost first. */
            headings: string[];
            /**
             * Format: int32
             * @description From 1.
             */
            first_line: number;
            /**
             * Format: int32
             * @description Inclusive.
             */
            last_line: number;
            /** @description The note's. */
            tags: string[];
        };
        /** @description What this service is doing. */
        StatusView: {
            /** @description The model that answers chats. */
            model: string;
            /** @description online, or the offline catalogue and what to set for more. */
            ai: string;
            /**
             * Format: int32
             * @description Jobs that wait for a writer or a renderer.
             */
            jobs_waiting: number;
            /**
             * Format: int32
             * @description Jobs that are worked on.
             */
            jobs_in_work: number;
            /** @description How a renderer limits the memory and the processors that scenes use, or that none answers. */
            rendering: string;
        };
        /** Format: binary */
        Stream: string;
        /** @description A local folder, to compare with the collection. */
        SyncBody: {
            /** @description Every file, at most as many as a collection holds. */
            files: null | components["schemas"]["SyncFile"][];
            /**
             * @description Whether to do what can be done without bytes: rename what moved, and delete what the list does not have. False: only compare.
             * @default false
             */
            commit?: boolean;
        };
        /** @description A file of a local folder. */
        SyncFile: {
            /** @description In the folder, with / between folders. */
            path: null | string;
            /** @description SHA-256 of its bytes, 64 hexadecimal digits. */
            hash: null | string;
        };
        /** @description What a local folder and the collection differ in. */
        SyncView: {
            /** @description Paths to send with POST /api/v1/rag/documents: unknown here, or known with other bytes. */
            missing: string[];
            /** @description Files that are known under another path; they keep their ids and the links to them. */
            renamed: components["schemas"]["RenamedFile"][];
            /** @description Paths that the list does not have. */
            gone: string[];
            /** @description Files that cannot be taken, with the reason. */
            refused: components["schemas"]["RefusedFile"][];
            /**
             * Format: int32
             * @description How many files are the same on both sides.
             */
            unchanged: number;
            /** @description Whether renamed and gone were carried out. */
            committed: boolean;
        };
        /** @description A line of a conversation. */
        ThreadLine: {
            /** @description user, assistant, human, which is one of our people, or note, which only our people see. */
            role: string;
            /** @description What was said. */
            text: string;
            /**
             * Format: date-time
             * @description When it was said.
             */
            at: string;
            /** @description Of a message of ours: its id among those sent. Null where it is not known. */
            message_id: null | string;
            /** @description Which of our people said it; null where it is not known. */
            by: null | string;
        };
        TokenUsage: {
            /** Format: int64 */
            input: number;
            /** Format: int64 */
            output: number;
            /**
             * Format: int64
             * @default 0
             */
            cached_input?: number;
            /**
             * Format: int64
             * @default 0
             */
            cache_write?: number;
            /**
             * Format: int64
             * @default 0
             */
            reasoning?: number;
            /**
             * Format: int32
             * @default 0
             */
            images?: number;
        };
        /** @description A form with files. Every field but the files may be left out, and stands before or after them. */
        UploadForm: {
            /** @description The files, or a zip of a vault; the name of each is its path in the collection. */
            file: string;
            /** @description An id, or the name of a collection that you may write. Left out: your own. */
            collection?: null | string;
            /** @description Instead of the document's own, where the form has one file. */
            title?: null | string;
            /** @description Becomes the property category. */
            category?: null | string;
            /** @description Separated by commas. */
            tags?: null | string;
            /** @description title, category and tags as one JSON object. */
            metadata?: null | string;
        };
        /** @description What became of an upload. */
        UploadView: {
            /** @description The collection that it went to. */
            collection_id: string;
            /** @description Of the one document, where it was one. */
            document_id: null | string;
            status: null | components["schemas"]["DocumentState"];
            /**
             * Format: int32
             * @description Of the one document.
             */
            chunks_created: null | number;
            /** @description Every file, in the order in which it was sent. */
            documents: components["schemas"]["DocumentView"][];
        };
        /** @description A page of entries. */
        UsageEntries: {
            currency: string;
            /** @description Newest first. */
            entries: components["schemas"]["UsageEntry"][];
            /** @description For `?before=`; not there at the end. */
            next: null | string;
        };
        /** @description One thing that was paid for. */
        UsageEntry: {
            request_id: string;
            kind: string;
            item: string;
            /** Format: double */
            quantity: number;
            /** Format: double */
            amount: number;
            /** Format: date-time */
            at: string;
            channel?: null | string;
            provider?: null | string;
            outcome: components["schemas"]["ChargeOutcome"];
            /** @description Whether the provider sent no usage and we counted. */
            estimated: boolean;
            tokens?: null | components["schemas"]["TokenUsage"];
        };
        /** @enum {unknown} */
        VideoFormat: "mp4" | "web_m" | "gif" | "png";
        /** @enum {unknown} */
        Visibility: "private" | "people" | "everyone";
        VisualCircle: {
            /** Format: double */
            x: number;
            /** Format: double */
            y: number;
            /** Format: double */
            radius: number;
        };
        VisualSeriesBody: {
            name: null | string;
            values: null | number[];
        };
        /** @description A picture that was drawn. */
        VisualView: {
            /** @description The picture is stored as images/{ImageId}. */
            image_id: string;
            key: string;
            content_type: string;
            /** Format: int64 */
            size_bytes: number;
            /** @description A link that works until UrlExpiresAt. */
            url: string;
            /** Format: date-time */
            url_expires_at: string;
        };
        /** @description A job in the queue. */
        WorkItem: {
            /** @description The job. */
            job_id: string;
            /** @description write for a writer, render for a renderer. */
            kind: components["schemas"]["WorkKind"];
            /** @description The session that it belongs to. */
            user_id: string;
            /** @description interactive or batch. */
            priority: components["schemas"]["JobPriority"];
            /**
             * Format: date-time
             * @description When it came.
             */
            enqueued_at: string;
            /** @description Who works on it; null for nobody. */
            worker: null | string;
            /**
             * Format: date-time
             * @description Until when the worker holds it; it is renewed while it works.
             */
            leased_until: null | string;
            /**
             * Format: int32
             * @description How often a worker gave it back through no fault of the job.
             */
            returned: number;
        };
        /** @enum {unknown} */
        WorkKind: "write" | "render";
        /** @description The work queue. */
        WorkList: {
            /** @description The longest here first. */
            entries: components["schemas"]["WorkItem"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
