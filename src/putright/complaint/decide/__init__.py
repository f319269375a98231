"""May this be recorded now? A command is the facts it would add, so the answer is those facts or a no.

Three kinds of no. *Impossible*: before receipt, in the future, a stage never opened. *Not yours*: a confidential
complaint, or a screen that is out of date. *Against the Code*: the person is stopped once, told the provision, and
goes on only by giving a reason; the departure then stands in the record for ever. A fact is never refused because it
breaks the Code.
"""

from putright.complaint.decide.command import Accepted, Command, Refused, RefusedBecause, Setting, Stop
from putright.complaint.decide.deciding import decide

__all__ = ["Accepted", "Command", "Refused", "RefusedBecause", "Setting", "Stop", "decide"]
