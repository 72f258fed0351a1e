"""Children's advice: say what you mean in a minute, safely, and see what changed."""
