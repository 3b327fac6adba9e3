print("I can not do that")
