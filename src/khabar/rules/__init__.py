"""What a frame means: one YAML file for each PLOVER type, each rule with its proof."""
