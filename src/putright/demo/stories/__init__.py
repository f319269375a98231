"""What happens to the complaints of the demonstration, as dated steps. Pure: no database and no clock.

`telling` holds one story while it is told; `beginning`, `middle`, `answer`, `afterwards` and `ombudsman` are its parts;
`paths` puts them together, and `season` spreads many stories over two years.
"""

from putright.demo.stories.season import season
from putright.demo.stories.telling import Cast, Person, Place, Step, Story, World

__all__ = ["Cast", "Person", "Place", "Step", "Story", "World", "season"]
