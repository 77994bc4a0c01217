"""Starts ministack so that a function's error has its name, as on AWS.

Lambda reports an error by its `name` (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html), and a process
that ended as Runtime.ExitError; a state machine's Retry and Catch go by that. Ministack calls each Runtime.HandlerError,
which no Retry names: there, nothing that a function throws would ever be tried again.
"""

import threading

from ministack.app import main
from ministack.core import lambda_runtime
from ministack.services import lambda_svc

# What ministack's Node.js worker answers when a handler has thrown; it leaves out the name.
ANSWER = 'status: "error", error: String(err.message || err), trace: err.stack || ""'
NAMED = ANSWER + ', errorType: err.name'
DIED = "Worker process died"

last = threading.local()


def with_names(script):
    if script.count(ANSWER) != 1:
        raise SystemExit("ministack's Node.js worker has changed: its errors cannot be given their names")
    return script.replace(ANSWER, NAMED)


def name_of(answer):
    if answer.get("status") != "error":
        return None
    return "Runtime.ExitError" if answer.get("error") == DIED else answer.get("errorType")


def remembering(invoke):
    def invoked(self, *args, **options):
        answer = invoke(self, *args, **options)
        last.name = name_of(answer)
        return answer

    return invoked


def naming(execute):
    def executed(*args):
        last.name = None
        result = execute(*args)
        if result.get("error") and last.name:
            result["body"]["errorType"] = last.name
        return result

    return executed


lambda_runtime._NODEJS_WORKER_SCRIPT = with_names(lambda_runtime._NODEJS_WORKER_SCRIPT)
lambda_runtime.Worker.invoke = remembering(lambda_runtime.Worker.invoke)
lambda_svc._execute_function_warm = naming(lambda_svc._execute_function_warm)
main()
